-- Gives what a learner wrote to the first who asks.
-- KEYS: 1 written. ARGV: 2 item. Returns: the text, or nothing where none of this item is there.
local item, text = unpack(redis.call('HMGET', KEYS[1], 'item', 'text'))
if item ~= ARGV[2] then return false end
redis.call('DEL', KEYS[1])
return text
