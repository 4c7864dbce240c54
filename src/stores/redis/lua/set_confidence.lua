-- How sure a learner is of an answer that nobody has judged: one to an open daily round; one to a practice round that is
-- held, or that is theirs alone and has none yet.
-- KEYS: 1 round, 2 answers. ARGV: 2 learner, 3 sign of the confidence. Returns: 1, or 0 where there is no such answer.
local round = redis.call('HMGET', KEYS[1], 'status', 'mode', 'closesAt', 'onlyFor', 'v|' .. ARGV[2])
local closes = tonumber(round[3])
if not closes then return 0 end
local isOpen = LIFE.answer[round[1]] and clock() < closes
local may
if round[2] == 'daily' then
  may = isOpen and answer_of(KEYS[2], ARGV[2])
else
  may = round[5] == 'held' or isOpen and round[4] == ARGV[2] and not round[5]
end
if not may then return 0 end
redis.call('HSET', KEYS[1], 'k|' .. ARGV[2], ARGV[3])
return 1
