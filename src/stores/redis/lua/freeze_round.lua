-- Ends the taking of answers and returns all of them; repeated calls return the same.
-- KEYS: 1 round, 2 answers, 3 names, 4 hidden, 5 streaks
-- ARGV: 2 '1' to close before its time
-- Returns: false, or learner, choice, name, hidden, streak for each answer.
local round = redis.call('HMGET', KEYS[1], 'status', 'closesAt', 'mode')
if not round[1] or round[1] == 'void' or round[3] ~= 'daily' then return false end
if round[1] == 'open' then
  local now = clock()
  if ARGV[2] ~= '1' and now < tonumber(round[2]) then return false end
  redis.call('HSET', KEYS[1], 'status', 'closing', 'closedAt', string.format('%.0f', math.min(now, tonumber(round[2]))))
end
local answers = redis.call('HGETALL', KEYS[2])
local rows = {}
for i = 1, #answers, 2 do
  local learner = answers[i]
  rows[#rows + 1] = learner
  rows[#rows + 1] = answers[i + 1]
  rows[#rows + 1] = redis.call('HGET', KEYS[3], learner) or ''
  rows[#rows + 1] = redis.call('SISMEMBER', KEYS[4], learner)
  rows[#rows + 1] = redis.call('HGET', KEYS[5], learner) or ''
end
return rows
