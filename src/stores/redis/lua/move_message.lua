-- The result of a round stands in another message than its question did.
-- KEYS: 1 round, 2 the new message's key, 3 the old message's key where there is one
-- ARGV: 2 message (JSON), 3 round id. Returns: nothing.
local round = redis.call('HMGET', KEYS[1], 'status', 'expires')
local expires = tonumber(round[2])
if not LIFE.show[round[1]] or not expires then return false end
if KEYS[3] then redis.call('DEL', KEYS[3]) end
redis.call('HSET', KEYS[1], 'message', ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
expire_at(KEYS[2], expires)
return false
