-- Ends the taking of answers and returns all of them; repeated calls return the same.
-- KEYS: 1 round, 2 answers, 3 names, 4 hidden, 5 streaks, 6 secrets
-- ARGV: 2 '1' to close a daily round before its time, 3 round id, 4... fields of the round to return
-- Returns: false, or {the fields, learner, choice, name, hidden and streak of each answer}.
local round = redis.call('HMGET', KEYS[1], 'status', 'closesAt', 'mode', 'secret')
local closes = tonumber(round[2])
if not closes or round[1] == 'void' then return false end
local now = clock()
local may_be_early = ARGV[2] == '1' and round[3] == 'daily'
if round[1] == 'open' and not may_be_early and now < closes then return false end
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
if round[1] == 'open' then
  expect('HLEN', 6)
  redis.call('HSET', KEYS[1], 'status', 'closing', 'closedAt', string.format('%.0f', math.min(now, closes)))
  if round[4] then drop_secret(KEYS[6], round[4], ARGV[3]) end
end
return {redis.call('HMGET', KEYS[1], unpack(ARGV, 4)), rows}
