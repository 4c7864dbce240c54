-- A learner takes hints: of a practice round that is theirs alone and has no answer yet; of an open daily one, a single one.
-- KEYS: 1 round, 2 answers, 3 rounds of the learner. ARGV: 2 learner, 3 how many, 4 round. Returns: 1, or 0 where none may
-- be taken.
local round = redis.call('HMGET', KEYS[1], 'status', 'mode', 'closesAt', 'onlyFor', 'expires', 'h|' .. ARGV[2])
local closes, expires = tonumber(round[3]), tonumber(round[5])
if not closes or not expires or not LIFE.answer[round[1]] or clock() >= closes then return 0 end
local answered = answer_of(KEYS[2], ARGV[2])
if round[2] == 'daily' then
  if ARGV[3] ~= '1' then return 0 end
elseif round[4] ~= ARGV[2] or answered then
  return 0
end
local last = last_round(KEYS[3])
if tonumber(ARGV[3]) > (tonumber(round[6] or '') or 0) then redis.call('HSET', KEYS[1], 'h|' .. ARGV[2], ARGV[3]) end
-- Also of who never answers: so that it is found when they ask to be forgotten. One of theirs alone is noted as asked.
if round[2] == 'daily' then note_round(KEYS[3], ARGV[4], round[5], last) end
return 1
