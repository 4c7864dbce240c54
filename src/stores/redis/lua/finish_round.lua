-- The close is complete. A short round is written anew, so that Redis keeps it in few bytes.
-- KEYS: 1 round, 2 due, 3 top, 4 longest streaks (both go: the summary is out)
-- Named: close (due member), short (fields and values in place of the body, or none)
-- Returns: nothing.
local MOST = 100
local a = named()
local status = LIFE.finish[redis.call('HGET', KEYS[1], 'status')]
if not status then return false end
expect('ZCARD', 2)
redis.call('HSET', KEYS[1], 'status', status)
if a.short and redis.call('HEXISTS', KEYS[1], 'body') == 1 then
  redis.call('HDEL', KEYS[1], 'body', 'dateBefore', 'secret')
  redis.call('HSET', KEYS[1], unpack(a.short))
  if redis.call('HLEN', KEYS[1]) <= MOST then
    local fields = redis.call('HGETALL', KEYS[1])
    local expires = redis.call('HGET', KEYS[1], 'expires')
    redis.call('DEL', KEYS[1])
    redis.call('HSET', KEYS[1], unpack(fields))
    expire_at(KEYS[1], expires)
  end
end
redis.call('DEL', KEYS[3], KEYS[4])
redis.call('ZREM', KEYS[2], a.close)
return false
