-- A round that cannot reach its channel: its date may open again, its close is not due.
-- Its posting stays due where it was, so that a message that came through unnoticed is taken back.
-- KEYS: 1 round, 2 group, 3 due, 4 secrets
-- ARGV: 2 round id, 3 due member of closing
-- Returns: 'void', 'again' where it was before, 'refused' where its message is up, its close is over or there is none.
local round = redis.call('HMGET', KEYS[1], 'status', 'message', 'dateBefore', 'windowNo', 'secret')
if round[2] ~= '' or not LIFE.void[round[1]] then return 'refused' end
if round[1] == LIFE.void[round[1]] then return 'again' end
expect('HLEN', 2)
expect('ZCARD', 3)
expect('HLEN', 4)
if redis.call('HGET', KEYS[2], 'current') == ARGV[2] then redis.call('HSET', KEYS[2], 'lastDate', round[3]) end
if round[4] ~= '' and round[4] == redis.call('HGET', KEYS[2], 'windows') then
  redis.call('HINCRBY', KEYS[2], 'windows', -1)
  redis.call('HSET', KEYS[1], 'windowNo', '')
end
redis.call('HSET', KEYS[1], 'status', LIFE.void[round[1]])
if round[5] then drop_secret(KEYS[4], round[5], ARGV[2]) end
redis.call('ZREM', KEYS[3], ARGV[3])
return 'void'
