-- Notes that an effect is done: one of a close by whoever shows it, one of an open question by anybody.
-- KEYS: 1 round. ARGV: 2 effect, 3 token or ''. Returns: 1, or 0 where nothing is noted.
local round = redis.call('HMGET', KEYS[1], 'status', 'closer')
local may
if ARGV[3] == '' then may = LIFE.answer[round[1]] else may = LIFE.show[round[1]] and round[2] == ARGV[3] end
if not may then return 0 end
redis.call('HSET', KEYS[1], ARGV[2], 'done')
return 1
