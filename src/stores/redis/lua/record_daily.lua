-- A daily answer: taken or changed while the round is open.
-- KEYS: 1 round, 2 answers, 3 names, 4 learner, 5 rounds of the learner, 6 what was written, 7 days of the learner
-- Named: group (id), learner, name, choice, round (id), provisional, at (when it was given by the platform's clock, or
--        none), found (it was found later), delivery (or none), text (what was written, or none), textKept
--        (how long that is kept from the closing time on, ms), day (see days; or none)
-- Returns: {'taken', previous or '', answered}, {'older', choice, answered}, {'late', closed at} or {'unknown'}.
local a = named()
local round = redis.call('HMGET', KEYS[1], 'status', 'group', 'mode', 'closesAt', 'closedAt', 'expires')
local closes, expires = tonumber(round[4]), tonumber(round[6])
if not closes or not expires or round[1] == 'void' or round[2] ~= a.group or round[3] ~= 'daily' then return {'unknown'} end
if not LIFE.answer[round[1]] or clock() >= closes then
  return {'late', round[5] ~= '' and round[5] or round[4]}
end
local previous, place = answer_of(KEYS[2], a.learner)
-- The last change is kept with its delivery, as 'previous delivery': one that comes twice is told the same twice.
local change = 'c|' .. a.learner
local changed = previous and redis.call('HGET', KEYS[1], change)
if changed and a.delivery and string.sub(changed, 3) == a.delivery then
  return {'taken', string.sub(changed, 1, 1), redis.call('ZCARD', KEYS[2])}
end
-- Of two answers that say when they were given the later one counts, whichever comes first.
local given = 'at|' .. a.learner
local before = previous and redis.call('HGET', KEYS[1], given)
local isOlder = before and a.at and tonumber(a.at) <= tonumber(before)
if previous and (isOlder or a.found) then
  return {'older', previous, redis.call('ZCARD', KEYS[2])}
end
local name = redis.call('HGET', KEYS[3], a.learner)
local seen = redis.call('HMGET', KEYS[4], 'last', 'g|' .. a.group)
local last = last_round(KEYS[5])
if a.text or previous then expect('HLEN', 6) end
local days = a.day and redis.call('HGET', KEYS[7], a.day.week)
local answered, kept = keep_answer(KEYS[1], KEYS[2], a.learner, a.choice, expires, previous, place), {}
local function keep(field, value) kept[#kept + 1], kept[#kept + 2] = field, value end
if a.at then keep(given, a.at) elseif before then redis.call('HDEL', KEYS[1], given) end
if previous and previous ~= a.choice and a.delivery then
  keep(change, previous .. ' ' .. a.delivery)
elseif changed then
  redis.call('HDEL', KEYS[1], change)
end
if #kept > 0 then redis.call('HSET', KEYS[1], unpack(kept)) end
if a.text then
  redis.call('HSET', KEYS[6], a.learner, a.text)
  expire_at(KEYS[6], closes + tonumber(a.textKept))
elseif previous then
  redis.call('HDEL', KEYS[6], a.learner)
end
-- What somebody was sure of is no longer their answer.
if previous and previous ~= a.choice then redis.call('HDEL', KEYS[1], 'k|' .. a.learner) end
if not previous then note_round(KEYS[5], a.round, round[6], last) end
if not previous and a.day then count_day(KEYS[7], a.day, days) end
if name ~= a.name and not (name and a.provisional) then redis.call('HSET', KEYS[3], a.learner, a.name) end
if seen[1] ~= a.group or not seen[2] then redis.call('HSET', KEYS[4], 'last', a.group, 'g|' .. a.group, '1') end
return {'taken', previous or '', answered}
