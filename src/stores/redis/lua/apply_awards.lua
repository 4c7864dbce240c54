-- Books the awards of a closed round: points on every board, streak, accuracy; each learner once per round.
-- KEYS: 1 round, 2 answers, 3 awarded, 4 streaks, 5... boards (16), sums (4), rolling, then one learner each
-- ARGV: 2 number of rolling keys, 3-6 expiries of the spans or '', then per award: learner, points, right, streak
-- Returns: how many were booked.
local round = redis.call('HMGET', KEYS[1], 'status', 'group', 'topic', 'expires')
if round[1] ~= 'closing' then return 0 end
local rollings = tonumber(ARGV[2])
local layout = {board = 5, spans = 4, sum = 21, rolling = 25, rollings = rollings}
local expiries = {ARGV[3], ARGV[4], ARGV[5], ARGV[6]}
local booked = 0
for i = 0, (#ARGV - 6) / 4 - 1 do
  local learner, points, right, streak = ARGV[7 + i * 4], tonumber(ARGV[8 + i * 4]), ARGV[9 + i * 4], ARGV[10 + i * 4]
  -- Who asked to be forgotten in the meantime has no answer any more.
  if redis.call('HEXISTS', KEYS[2], learner) == 1 and redis.call('SADD', KEYS[3], learner) == 1 then
    redis.call('HSET', KEYS[4], learner, streak)
    book_points(learner, points, round[2], layout, expiries)
    book_accuracy(KEYS[25 + rollings + i], round[3], right == '1')
    booked = booked + 1
  end
end
if booked > 0 then expire_at(KEYS[3], round[4]) end
return booked
