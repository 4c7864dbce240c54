-- The close is complete.
-- KEYS: 1 round, 2 due. ARGV: 2 due member of closing. Returns: nothing.
if redis.call('HGET', KEYS[1], 'status') == 'closing' then
  expect('ZCARD', 2)
  redis.call('HSET', KEYS[1], 'status', 'closed')
  redis.call('ZREM', KEYS[2], ARGV[2])
end
return false
