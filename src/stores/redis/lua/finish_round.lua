-- The close is complete.
-- KEYS: 1 round, 2 due. ARGV: 2 due member of closing. Returns: nothing.
local status = LIFE.finish[redis.call('HGET', KEYS[1], 'status')]
if status then
  expect('ZCARD', 2)
  redis.call('HSET', KEYS[1], 'status', status)
  redis.call('ZREM', KEYS[2], ARGV[2])
end
return false
