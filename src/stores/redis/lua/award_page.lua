-- Books the awards of a page of a closed round: points on every board, streak, accuracy, reviews; each page, so each
-- learner, once.
-- KEYS: 1 round, 2 answers, 3 top, 4 longest streaks, 5 hidden, 6 streaks, 7 closes, 8 month of the group, 9 who answers,
--       10 sums of items, 11... learner, reviews and items seen of each, then the block of booking
-- Named: after, upTo (places), isLast, book (see booking), count (see reviews), kept (lines of top and longest), closesKept,
--        awards (learner, points, right, streak, ifRight: where it is wrong), review (concept, head, tail, short, counted: see
--        record_practice; or none), best and longest (learner and value of
--        those who may stand out)
-- Returns: the place up to which awards are booked, or false where nothing is left to book, or
-- {'again', first group, learners to carry first}: nothing was done.
local LEARNERS, EACH = 11, 3
local a = named()
local round = redis.call('HMGET', KEYS[1], 'status', 'group', 'topic', 'expires', 'booked', 'windowNo', 'closedAt')
local expires, booked = tonumber(round[4]), round[5] or '0'
if not LIFE.book[round[1]] or not round[2] or not round[3] or not expires then return false end
if booked ~= a.after then return booked end
expect('ZCARD', 2, 4)
expect('SCARD', 5)
expect('HLEN', 6, 7)
expect('HLEN', 8)
expect('ZCARD', 9)
local books, home = open_books(LEARNERS + EACH * #a.awards, a.book, { 0, BOARDS })
if not books then return {'again', home, {}} end
local item = #a.awards > 0 and a.review.counted
local sums = item and read_sums(KEYS[10], item)
local sides, late, kept, sure, hints, counts = {}, {}, {}, {}, {}, {}
for i, award in ipairs(a.awards) do sure[i], hints[i] = 'k|' .. award.learner, 'h|' .. award.learner end
if #sure > 0 then
  sure = redis.call('HMGET', KEYS[1], unpack(sure))
  hints = redis.call('HMGET', KEYS[1], unpack(hints))
end
for i, award in ipairs(a.awards) do
  local at = LEARNERS + EACH * (i - 1)
  sides[i] = redis.call('HGET', KEYS[at], 'away') and BOARDS or 0
  kept[i] = redis.call('HGET', KEYS[at + 1], a.review.concept)
  counts[i] = sums and not has_answered(kept[i], redis.call('HGET', KEYS[at + 2], a.review.concept), a.review.short)
  if award.points ~= '0' and is_to_carry(books, award.learner) then late[#late + 1] = award.learner end
end
if #late > 0 then return {'again', a.book.home, late} end
local counted, wrongs = {}, 0
for i, award in ipairs(a.awards) do
  -- Who asked to be forgotten in the meantime has no answer any more.
  if redis.call('ZSCORE', KEYS[2], award.learner) then
    redis.call('HSET', KEYS[6], award.learner, award.streak)
    book_points(books, award.learner, tonumber(award.points), sides[i])
    local at = LEARNERS + EACH * (i - 1)
    local once = judged_once(award.right)
    local accuracy = redis.call('HINCRBY', KEYS[at], accuracy_of(round[3]), once)
    if counts[i] then count_choice(sums, item, answer_of(KEYS[2], award.learner), accuracy - once) end
    keep_review(KEYS[at + 1], a.review.concept, kept[i], judged_entry(a.review, award.right, sure[i], hints[i]))
    if sides[i] == 0 then
      counted[#counted + 1] = award.learner
      if not award.right then wrongs = wrongs + 1 end
    end
    if award.ifRight then redis.call('HSET', KEYS[1], 'w|' .. award.learner, award.ifRight) end
    -- What told answers of the same learner apart has done its work, and so have how sure they were and their hints.
    redis.call('HDEL', KEYS[1], 'at|' .. award.learner, 'c|' .. award.learner, 'k|' .. award.learner,
      'h|' .. award.learner)
  end
end
count_answers(KEYS[8], KEYS[9], a.count, a.review.concept, counted, wrongs)
if sums then keep_sums(KEYS[10], item, sums) end
local function stand_out(key, lines)
  for _, line in ipairs(lines) do
    if redis.call('ZSCORE', KEYS[2], line.learner) and redis.call('SISMEMBER', KEYS[5], line.learner) == 0 then
      redis.call('ZADD', key, -tonumber(line.value), line.learner)
    end
  end
  redis.call('ZREMRANGEBYRANK', key, a.kept, -1)
  expire_at(key, expires)
end
stand_out(KEYS[3], a.best)
stand_out(KEYS[4], a.longest)
redis.call('HSET', KEYS[1], 'booked', a.upTo)
if not a.isLast then return a.upTo end
redis.call('HSET', KEYS[1], 'status', LIFE.settle[round[1]])
if round[6] and round[6] ~= '' and round[7] and round[7] ~= '' then
  redis.call('HSET', KEYS[7], round[6], round[7])
  redis.call('HDEL', KEYS[7], string.format('%.0f', tonumber(round[6]) - tonumber(a.closesKept)))
end
return false
