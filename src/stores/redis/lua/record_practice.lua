-- A practice answer: the first one stands, and is booked on every board in the same step. One to an open question
-- of the day is held: it is booked when it comes again after that has closed.
-- KEYS: 1 round, 2 answers, 3 names, 4 learner, 5 rounds of the learner, 6 spent today, 7 secrets, 8 reviews,
--       9 days and 10 freezes of the learner, 11 month of the group, 12 who answers, 13 items seen by
--       the learner, 14 sums of items, 15... block of booking
-- Named: group, learner, name, choice, round (id), topic, pointsIfRight, dailyLimit, spentExpires, provisional, secret,
--        delivery, review (concept, head, tail, short, counted: field, options, least, strong; or none), book (see booking), count (see reviews), day (see days), freeze (how many
--        reviews within which span earn one, how many are kept; none where no due concept was asked)
-- Returns: {'judged', right, points, capped, answered, choice}, {'stands', choice, answered}, {'held', choice, until,
-- answered}, {'late', closed at}, {'unknown'}, or {'again', first group, learners to carry first}: nothing was done.
local a = named()
local BLOCK = 15
local round = redis.call('HMGET', KEYS[1], 'status', 'group', 'mode', 'closesAt', 'closedAt', 'expires', 'onlyFor', 'key',
  'k|' .. a.learner, 'h|' .. a.learner)
local closes, expires = tonumber(round[4]), tonumber(round[6])
if not closes or not expires or round[1] == 'void' or round[2] ~= a.group or round[3] ~= 'practice' then return {'unknown'} end
if round[7] ~= '' and round[7] ~= a.learner then return {'unknown'} end
local earlier, place = answer_of(KEYS[2], a.learner)
-- How it was judged: 'held', or 'points capped delivery'.
local verdict = 'v|' .. a.learner
local judged = earlier and redis.call('HGET', KEYS[1], verdict)
local held = judged == 'held'
if earlier and not held then
  local points, capped, delivery = string.match(judged or '', '^(%d+) (%d) (.*)$')
  if not delivery or delivery == '' or delivery ~= a.delivery then
    return {'stands', earlier, redis.call('ZCARD', KEYS[2])}
  end
  return {'judged', round[8] == earlier and 1 or 0, tonumber(points), tonumber(capped), redis.call('ZCARD', KEYS[2]), earlier}
end
local choice = held and earlier or a.choice
if not held and (not LIFE.answer[round[1]] or clock() >= closes) then
  return {'late', round[5] ~= '' and round[5] or round[4]}
end
local name, accuracy = redis.call('HGET', KEYS[3], a.learner), accuracy_of(a.topic)
local seen = redis.call('HMGET', KEYS[4], 'last', 'g|' .. a.group, 'away', accuracy)
local last = last_round(KEYS[5])
expect('HLEN', 11)
expect('ZCARD', 12)
local kept = redis.call('HGET', KEYS[8], a.review.concept)
local days = redis.call('HGET', KEYS[9], a.day.week)
local item = a.review.counted
local sums = item and not has_answered(kept, redis.call('HGET', KEYS[13], a.review.concept), a.review.short)
  and read_sums(KEYS[14], item)
local freezes = a.freeze and redis.call('HMGET', KEYS[10], 'earned', 'towards')
local secret = secret_until(KEYS[7], a.secret)
local right = round[8] == choice
local wanted = right and tonumber(a.pointsIfRight) or 0
for _ = 1, tonumber(round[10] or '0') do wanted = math.ceil(wanted / 2) end
local spent = tonumber(redis.call('HGET', KEYS[6], a.learner) or '0')
local points = math.max(0, math.min(wanted, tonumber(a.dailyLimit) - spent))
local side, books = seen[3] and BOARDS or 0, nil
if points > 0 and not secret then
  local home
  books, home = open_books(BLOCK, a.book, { side }, a.learner)
  if not books then return {'again', home, {}} end
  if is_to_carry(books, a.learner) then return {'again', a.book.home, {a.learner}} end
end

local answered = keep_answer(KEYS[1], KEYS[2], a.learner, choice, expires, earlier, place)
-- One for a learner alone is among their rounds since it was asked.
if round[7] == '' then note_round(KEYS[5], a.round, round[6], last) end
if name ~= a.name and not (name and a.provisional) then redis.call('HSET', KEYS[3], a.learner, a.name) end
local noted = {}
if seen[1] ~= a.group or not seen[2] then noted = {'last', a.group, 'g|' .. a.group, '1'} end
if secret then
  if #noted > 0 then redis.call('HSET', KEYS[4], unpack(noted)) end
  redis.call('HSET', KEYS[1], verdict, 'held')
  return {'held', choice, secret, answered}
end
redis.call('HSET', KEYS[1], verdict, points .. ' ' .. (points < wanted and 1 or 0) .. ' ' .. (a.delivery or ''))
noted[#noted + 1] = accuracy
noted[#noted + 1] = string.format('%.0f', tonumber(seen[4] or '0') + judged_once(right))
redis.call('HSET', KEYS[4], unpack(noted))
keep_review(KEYS[8], a.review.concept, kept, judged_entry(a.review, right, round[9], round[10]))
count_day(KEYS[9], a.day, days)
if sums then
  count_choice(sums, item, choice, seen[4])
  keep_sums(KEYS[14], item, sums)
end
if freezes then
  local now, towards, concepts = clock(), '', 1
  for concept, at in string.gmatch(freezes[2] or '', '([^=;]+)=(%d+);') do
    if concept ~= a.review.concept and tonumber(at) > now - tonumber(a.freeze.span) then
      towards, concepts = towards .. concept .. '=' .. at .. ';', concepts + 1
    end
  end
  now = string.format('%.0f', now)
  if concepts < tonumber(a.freeze.reviews) then
    redis.call('HSET', KEYS[10], 'towards', towards .. a.review.concept .. '=' .. now .. ';')
  else
    local earned, more = {}, (freezes[1] or '') .. now .. ','
    for at in string.gmatch(more, '%d+,') do earned[#earned + 1] = at end
    redis.call('HSET', KEYS[10], 'towards', '', 'earned',
      table.concat(earned, '', math.max(1, #earned - tonumber(a.freeze.kept) + 1)))
  end
end
if side == 0 then
  count_answers(KEYS[11], KEYS[12], a.count, a.review.concept, {a.learner}, right and 0 or 1)
end
if points > 0 then
  redis.call('HINCRBY', KEYS[6], a.learner, points)
  if spent == 0 then expire_at(KEYS[6], a.spentExpires) end
  book_points(books, a.learner, points, side)
end
return {'judged', right and 1 or 0, points, points < wanted and 1 or 0, answered, choice}
