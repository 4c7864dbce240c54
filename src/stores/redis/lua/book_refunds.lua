-- Gives a page of those who answered a round what a right answer brings; each page, so each learner, once. It moves no
-- round: one of the day has to be booked, one of practice may be open.
-- KEYS: 1 round, 2 answers, 3... learner of each, then the block of booking
-- Named: after, upTo (places), book (see booking), refunds (learner, points, mends: it counts as right from now on)
-- Returns: nothing, or {'again', first group, learners to carry first}: nothing was done.
local LEARNERS = 3
local a = named()
local round = redis.call('HMGET', KEYS[1], 'status', 'mode', 'topic', 'refunded')
local isBooked = round[1] == 'showing' or round[1] == 'closed' or (round[2] == 'practice' and round[1] == 'open')
if not isBooked or not round[3] or (round[4] or '0') ~= a.after then return false end
expect('ZCARD', 2)
local books, home = open_books(LEARNERS + #a.refunds, a.book, { 0, BOARDS })
if not books then return {'again', home, {}} end
local sides, late = {}, {}
for i, refund in ipairs(a.refunds) do
  sides[i] = redis.call('HGET', KEYS[LEARNERS + i - 1], 'away') and BOARDS or 0
  if refund.points ~= '0' and is_to_carry(books, refund.learner) then late[#late + 1] = refund.learner end
end
if #late > 0 then return {'again', a.book.home, late} end
for i, refund in ipairs(a.refunds) do
  -- Who asked to be forgotten in the meantime has no answer any more.
  if redis.call('ZSCORE', KEYS[2], refund.learner) then
    book_points(books, refund.learner, tonumber(refund.points), sides[i])
    local verdict = redis.call('HGET', KEYS[1], 'v|' .. refund.learner)
    -- What waited for its verdict has it now. Nobody has points in a topic in which they answered nothing: topics say
    -- which boards there are to forget.
    local learner, field = KEYS[LEARNERS + i - 1], accuracy_of(round[3])
    local isNew = verdict == 'held' or redis.call('HEXISTS', learner, field) == 0
    local counts = isNew and judged_once(true) or (refund.mends and 1 or 0)
    if counts > 0 then redis.call('HINCRBY', learner, field, counts) end
    if verdict == 'held' then
      redis.call('HSET', KEYS[1], 'v|' .. refund.learner, refund.points .. ' 0 ')
    elseif verdict then
      redis.call('HSET', KEYS[1], 'v|' .. refund.learner, (string.gsub(verdict, '^%d+', refund.points, 1)))
    end
    redis.call('HDEL', KEYS[1], 'w|' .. refund.learner)
  end
end
redis.call('HSET', KEYS[1], 'refunded', a.upTo)
return false
