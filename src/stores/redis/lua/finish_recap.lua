-- Books the recap of a week as posted and makes the next one due.
-- KEYS: 1 group, 2 due. ARGV: 2 week, 3 next instant, 4 due member. Returns: 1 the first time, 0 otherwise.
local at = redis.call('HGET', KEYS[1], 'recapAt')
if not at or at == '' then return 0 end
expect('ZCARD', 2)
local first = redis.call('HGET', KEYS[1], 'recapDone') ~= ARGV[2]
redis.call('HSET', KEYS[1], 'recapAt', ARGV[3], 'recapDone', ARGV[2])
set_due(KEYS[2], ARGV[4], ARGV[3])
return first and 1 or 0
