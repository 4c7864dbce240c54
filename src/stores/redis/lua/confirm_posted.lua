-- A round's message is up: the first one stands; a daily round gets its window number.
-- KEYS: 1 round, 2 group, 3 due, 4 the message's key
-- ARGV: 2 message (JSON), 3 round id, 4 due member of posting
-- Returns: 1, or 0 where there is no such round or it is void.
local round = redis.call('HMGET', KEYS[1], 'status', 'message', 'mode', 'expires')
if not round[1] or round[1] == 'void' then return 0 end
if round[2] == '' then
  redis.call('HSET', KEYS[1], 'message', ARGV[2])
  redis.call('SET', KEYS[4], ARGV[3])
  expire_at(KEYS[4], round[4])
  if round[3] == 'daily' then
    redis.call('HSET', KEYS[1], 'windowNo', redis.call('HINCRBY', KEYS[2], 'windows', 1))
  end
  redis.call('ZREM', KEYS[3], ARGV[4])
end
return 1
