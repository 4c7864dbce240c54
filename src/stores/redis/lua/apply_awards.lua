-- Books the awards of a closed round: points on every board, streak, accuracy; each learner once per round.
-- KEYS: 1 round, 2 answers, 3 awarded, 4 streaks, 5... block of booking, then one learner each
-- ARGV: 2 number of rolling keys, 3-5 expiries of the spans, then per award: learner, points, right, streak
-- Returns: how many were booked.
local BLOCK = 5
local round = redis.call('HMGET', KEYS[1], 'status', 'group', 'topic', 'expires')
local expires = tonumber(round[4])
if round[1] ~= 'closing' or not round[2] or not round[3] or not expires then return 0 end
local rollings = tonumber(ARGV[2])
local learners = BLOCK + 20 + rollings
expect('HLEN', 2)
expect('SCARD', 3)
expect('HLEN', 4)
expect('HLEN', learners, #KEYS)
local live, fresh = open_books(BLOCK, rollings)
local booked = 0
for i = 0, #KEYS - learners do
  local at = 6 + i * 4
  local learner, points, right, streak = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2] == '1', ARGV[at + 3]
  -- Who asked to be forgotten in the meantime has no answer any more.
  if redis.call('HEXISTS', KEYS[2], learner) == 1 and redis.call('SADD', KEYS[3], learner) == 1 then
    redis.call('HSET', KEYS[4], learner, streak)
    book_points(learner, points, round[2], BLOCK, live)
    book_accuracy(KEYS[learners + i], round[3], right)
    booked = booked + 1
  end
end
if booked > 0 then
  expire_at(KEYS[3], expires)
  close_books(BLOCK, fresh, {ARGV[3], ARGV[4], ARGV[5]})
end
return booked
