-- What was used in truth of what was set aside, once.
-- KEYS: 1 tokens. ARGV: 2 id, 3 how many were used
local reserved = redis.call('HGET', KEYS[1], 'r|' .. ARGV[2])
if not reserved then return end
redis.call('HINCRBY', KEYS[1], 'used', tonumber(ARGV[3]) - tonumber(reserved))
redis.call('HDEL', KEYS[1], 'r|' .. ARGV[2])
