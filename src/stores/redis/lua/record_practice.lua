-- A practice answer: the first one stands, and is booked on every board in the same step.
-- KEYS: 1 round, 2 answers, 3 names, 4 learner, 5 rounds of the learner, 6 spent today, 7... boards (16), sums (4), rolling
-- ARGV: 2 group id, 3 learner, 4 name, 5 choice, 6 round id, 7 points if right, 8 daily limit,
--       9 expiry of spent, 10-13 expiries of the spans or ''
-- Returns: {'judged', right, points, capped, answered}, {'stands', choice, answered}, {'late', closed at} or {'unknown'}.
local round = redis.call('HMGET', KEYS[1], 'status', 'group', 'onlyFor', 'closesAt', 'closedAt', 'expires', 'mode', 'key', 'topic')
if not round[1] or round[1] == 'void' or round[2] ~= ARGV[2] or round[7] ~= 'practice' then return {'unknown'} end
if round[3] ~= '' and round[3] ~= ARGV[3] then return {'unknown'} end
local earlier = redis.call('HGET', KEYS[2], ARGV[3])
if earlier then return {'stands', earlier, redis.call('HLEN', KEYS[2])} end
if round[1] ~= 'open' or clock() >= tonumber(round[4]) then
  return {'late', round[5] ~= '' and round[5] or round[4]}
end
redis.call('HSET', KEYS[2], ARGV[3], ARGV[5])
local answered = redis.call('HLEN', KEYS[2])
if answered == 1 then expire_at(KEYS[2], round[6]) end
redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
redis.call('HSET', KEYS[4], 'last', ARGV[2], 'g|' .. ARGV[2], '1')
note_round(KEYS[5], ARGV[6], round[6])

local right = round[8] == ARGV[5]
local wanted = right and tonumber(ARGV[7]) or 0
local spent = tonumber(redis.call('HGET', KEYS[6], ARGV[3]) or '0')
local points = math.max(0, math.min(wanted, tonumber(ARGV[8]) - spent))
if points > 0 then
  redis.call('HINCRBY', KEYS[6], ARGV[3], points)
  expire_at(KEYS[6], ARGV[9])
end
local layout = {board = 7, spans = 4, sum = 23, rolling = 27, rollings = #KEYS - 26}
book_points(ARGV[3], points, ARGV[2], layout, {ARGV[10], ARGV[11], ARGV[12], ARGV[13]})
book_accuracy(KEYS[4], round[9], right)
return {'judged', right and 1 or 0, points, points < wanted and 1 or 0, answered}
