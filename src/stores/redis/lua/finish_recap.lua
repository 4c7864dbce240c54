-- Books the recap of a week as posted and makes the next one due, unless another was planned meanwhile.
-- KEYS: 1 group, 2 due. ARGV: 2 week, 3 the instant that was done, 4 next instant, 5 due member
-- Returns: 1 the first time, 0 otherwise.
local recap = redis.call('HMGET', KEYS[1], 'recapAt', 'recapDone')
local at = tonumber(recap[1] or '')
if not at then return 0 end
expect('ZCARD', 2)
redis.call('HSET', KEYS[1], 'recapDone', ARGV[2])
if at == tonumber(ARGV[3]) then
  redis.call('HSET', KEYS[1], 'recapAt', ARGV[4])
  set_due(KEYS[2], ARGV[5], ARGV[4])
end
return recap[2] ~= ARGV[2] and 1 or 0
