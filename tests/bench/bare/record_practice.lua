-- A practice answer: the first one stands, and is booked on every board in the same step. One to an open question
-- of the day is held: it is booked when it comes again after that has closed.
-- KEYS: 1 round, 2 answers, 3 names, 4 learner, 5 rounds of the learner, 6 spent today, 7 secrets, 8... block of booking
-- ARGV: 2 group id, 3 learner, 4 name, 5 choice, 6 round id, 7 topic, 8 points if right, 9 daily limit,
--       10 expiry of spent, 11-13 expiries of the spans, 14 '1' for a provisional name, 15 secret, 16 delivery or ''
-- Returns: {'judged', right, points, capped, answered, choice}, {'stands', choice, answered}, {'held', choice, until,
-- answered}, {'late', closed at} or {'unknown'}.
local BLOCK = 8
local round = redis.call('HMGET', KEYS[1], 'status', 'group', 'mode', 'closesAt', 'closedAt', 'expires', 'onlyFor', 'key')
local closes, expires = tonumber(round[4]), tonumber(round[6])
if not closes or not expires or round[1] == 'void' or round[2] ~= ARGV[2] or round[3] ~= 'practice' then return {'unknown'} end
if round[7] ~= '' and round[7] ~= ARGV[3] then return {'unknown'} end
local earlier = redis.call('HGET', KEYS[2], ARGV[3])
-- How it was judged: 'held', or 'points capped delivery'.
local verdict = 'v|' .. ARGV[3]
local judged = earlier and redis.call('HGET', KEYS[1], verdict)
local held = judged == 'held'
if earlier and not held then
  local points, capped, delivery = string.match(judged or '', '^(%d+) (%d) (.*)$')
  if not delivery or delivery == '' or delivery ~= ARGV[16] then
    return {'stands', earlier, redis.call('HLEN', KEYS[2])}
  end
  return {'judged', round[8] == earlier and 1 or 0, tonumber(points), tonumber(capped), redis.call('HLEN', KEYS[2]), earlier}
end
local choice = held and earlier or ARGV[5]
if not held and (round[1] ~= 'open' or clock() >= closes) then
  return {'late', round[5] ~= '' and round[5] or round[4]}
end
local name = redis.call('HGET', KEYS[3], ARGV[3])
local seen = redis.call('HMGET', KEYS[4], 'last', 'g|' .. ARGV[2])
expect('ZCARD', 5)
local secret = secret_until(KEYS[7], ARGV[15])
local right = round[8] == choice
local wanted = right and tonumber(ARGV[8]) or 0
local spent = tonumber(redis.call('HGET', KEYS[6], ARGV[3]) or '0')
local points = math.max(0, math.min(wanted, tonumber(ARGV[9]) - spent))
local live, fresh
if points > 0 and not secret then live, fresh = open_books(BLOCK, #KEYS - BLOCK - 19) end

redis.call('HSET', KEYS[2], ARGV[3], choice)
local answered = redis.call('HLEN', KEYS[2])
if answered == 1 then expire_at(KEYS[2], expires) end
note_round(KEYS[5], ARGV[6], round[6])
if name ~= ARGV[4] and not (name and ARGV[14] == '1') then redis.call('HSET', KEYS[3], ARGV[3], ARGV[4]) end
if seen[1] ~= ARGV[2] or not seen[2] then redis.call('HSET', KEYS[4], 'last', ARGV[2], 'g|' .. ARGV[2], '1') end
if secret then
  redis.call('HSET', KEYS[1], verdict, 'held')
  return {'held', choice, secret, answered}
end
redis.call('HSET', KEYS[1], verdict, points .. ' ' .. (points < wanted and 1 or 0) .. ' ' .. ARGV[16])
book_accuracy(KEYS[4], ARGV[7], right)
if points > 0 then
  redis.call('HINCRBY', KEYS[6], ARGV[3], points)
  expire_at(KEYS[6], ARGV[10])
  book_points(ARGV[3], points, ARGV[2], BLOCK, live)
  close_books(BLOCK, fresh, {ARGV[11], ARGV[12], ARGV[13]})
end
return {'judged', right and 1 or 0, points, points < wanted and 1 or 0, answered, choice}
