-- Every command that the bot uses, on keys of their own: which of them this user may not run.
local text, hash, set, sorted, list, stream, other = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local calls = {
  { 'SET', text, '1' }, { 'GET', text }, { 'INCRBY', text, 1 }, { 'EXISTS', text },
  { 'PEXPIRE', text, 60000 }, { 'PTTL', text }, { 'PEXPIREAT', text, string.format('%.0f', clock() + 60000) },
  { 'HSET', hash, 'a', '1' }, { 'HSETNX', hash, 'a', '1' }, { 'HINCRBY', hash, 'a', 1 }, { 'HGET', hash, 'a' },
  { 'HMGET', hash, 'a' }, { 'HGETALL', hash }, { 'HKEYS', hash }, { 'HLEN', hash }, { 'HEXISTS', hash, 'a' },
  { 'HDEL', hash, 'a' },
  { 'SADD', set, 'a' }, { 'SISMEMBER', set, 'a' }, { 'SMISMEMBER', set, 'a' }, { 'SMEMBERS', set }, { 'SREM', set, 'a' },
  { 'ZADD', sorted, 1, 'a' }, { 'ZINCRBY', sorted, 1, 'a' }, { 'ZSCORE', sorted, 'a' }, { 'ZCARD', sorted },
  { 'ZCOUNT', sorted, 0, 1 }, { 'ZRANGE', sorted, 0, -1 }, { 'ZREVRANGE', sorted, 0, -1 },
  { 'ZRANGEBYSCORE', sorted, 0, 1 }, { 'ZRANGEBYLEX', sorted, '-', '+' }, { 'HSCAN', hash, '0' },
  { 'ZREMRANGEBYSCORE', sorted, 5, 6 }, { 'ZREMRANGEBYRANK', sorted, 5, 6 }, { 'ZREM', sorted, 'a' },
  -- What the queues of the outbox need besides.
  { 'INCR', text }, { 'HMSET', hash, 'a', '1' }, { 'SCARD', set }, { 'ZREVRANGEBYSCORE', sorted, 1, 0 },
  { 'ZPOPMIN', sorted }, { 'LPUSH', list, 'a' }, { 'RPUSH', list, 'a' }, { 'LLEN', list },
  { 'LINDEX', list, 0 }, { 'LRANGE', list, 0, 1 }, { 'RPOPLPUSH', list, list }, { 'LREM', list, 1, 'a' },
  { 'LTRIM', list, 0, 1 }, { 'RPOP', list }, { 'XADD', stream, '*', 'a', '1' }, { 'XTRIM', stream, 'MAXLEN', 1 },
  { 'SCAN', '0', 'COUNT', '1' }, { 'ZSCAN', sorted, '0' }, { 'UNLINK', other },
  { 'DEL', text, hash, set, sorted, list, stream, other },
}
local denied = {}
for _, call in ipairs(calls) do
  local reply = redis.pcall(unpack(call))
  if type(reply) == 'table' and reply.err then
    -- Other trouble than rights is over some time.
    if not string.find(reply.err, "can't") and not string.find(reply.err, 'NOPERM') and not string.find(reply.err, 'ermission') then
      return reply
    end
    denied[#denied + 1] = call[1]
  end
end
return denied
