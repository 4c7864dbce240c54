-- Brings questions that were asked, the newest last, from a sorted set to a list. What is a list already stays as it is.
-- KEYS: 1 questions. ARGV: none. Returns: nothing.
local items = redis.pcall('ZRANGE', KEYS[1], 0, -1)
if items.err or #items == 0 then return false end
redis.call('DEL', KEYS[1])
for _, item in ipairs(items) do redis.call('RPUSH', KEYS[1], item) end
return false
