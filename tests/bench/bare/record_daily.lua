-- A daily answer: taken or changed while the round is open.
-- KEYS: 1 round, 2 answers, 3 names, 4 learner, 5 rounds of the learner
-- ARGV: 2 group id, 3 learner, 4 name, 5 choice, 6 round id, 7 '1' for a provisional name,
--       8 when it was given by the platform's clock, or '', 9 '1' for one that was found later, 10 delivery or ''
-- Returns: {'taken', previous or '', answered}, {'older', choice, answered}, {'late', closed at} or {'unknown'}.
local round = redis.call('HMGET', KEYS[1], 'status', 'group', 'mode', 'closesAt', 'closedAt', 'expires')
local closes, expires = tonumber(round[4]), tonumber(round[6])
if not closes or not expires or round[1] == 'void' or round[2] ~= ARGV[2] or round[3] ~= 'daily' then return {'unknown'} end
if round[1] ~= 'open' or clock() >= closes then
  return {'late', round[5] ~= '' and round[5] or round[4]}
end
local previous = redis.call('HGET', KEYS[2], ARGV[3])
-- The last change is kept with its delivery, as 'previous delivery': one that comes twice is told the same twice.
local change = 'c|' .. ARGV[3]
local changed = previous and redis.call('HGET', KEYS[1], change)
if changed and ARGV[10] ~= '' and string.sub(changed, 3) == ARGV[10] then
  return {'taken', string.sub(changed, 1, 1), redis.call('HLEN', KEYS[2])}
end
-- Of two answers that say when they were given the later one counts, whichever comes first.
local given = 'at|' .. ARGV[3]
local before = previous and redis.call('HGET', KEYS[1], given)
local isOlder = before and ARGV[8] ~= '' and tonumber(ARGV[8]) <= tonumber(before)
if previous and (isOlder or ARGV[9] == '1') then
  return {'older', previous, redis.call('HLEN', KEYS[2])}
end
local name = redis.call('HGET', KEYS[3], ARGV[3])
local seen = redis.call('HMGET', KEYS[4], 'last', 'g|' .. ARGV[2])
expect('ZCARD', 5)
redis.call('HSET', KEYS[2], ARGV[3], ARGV[5])
if ARGV[8] ~= '' then redis.call('HSET', KEYS[1], given, ARGV[8]) elseif before then redis.call('HDEL', KEYS[1], given) end
if previous and previous ~= ARGV[5] and ARGV[10] ~= '' then
  redis.call('HSET', KEYS[1], change, previous .. ' ' .. ARGV[10])
elseif changed then
  redis.call('HDEL', KEYS[1], change)
end
local answered = redis.call('HLEN', KEYS[2])
if not previous then
  if answered == 1 then expire_at(KEYS[2], expires) end
  note_round(KEYS[5], ARGV[6], round[6])
end
if name ~= ARGV[4] and not (name and ARGV[7] == '1') then redis.call('HSET', KEYS[3], ARGV[3], ARGV[4]) end
if seen[1] ~= ARGV[2] or not seen[2] then redis.call('HSET', KEYS[4], 'last', ARGV[2], 'g|' .. ARGV[2], '1') end
return {'taken', previous or '', answered}
