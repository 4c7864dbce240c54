-- Ends the taking of answers, however many there are; repeated calls return the same.
-- KEYS: 1 round, 2 secrets, 3 due
-- Named: early (closes a daily round, or one of a live round, before its time), round (id), close (due member), fields (of the round to return)
-- Returns: the fields, or false.
local a = named()
local round = redis.call('HMGET', KEYS[1], 'status', 'closesAt', 'mode', 'secret', 'live')
local closes = tonumber(round[2])
local isDaily = round[3] == 'daily'
local status = (isDaily and LIFE.freeze or LIFE.lapse)[round[1]]
if not closes or not status then return false end
if LIFE.answer[round[1]] then
  local now = clock()
  if now < closes and not (a.early and (isDaily or round[5])) then return false end
  expect('HLEN', 2)
  expect('ZCARD', 3)
  redis.call('HSET', KEYS[1], 'status', status, 'closedAt', string.format('%.0f', math.min(now, closes)))
  if round[4] then drop_secret(KEYS[2], round[4], a.round) end
  -- At once for whoever asks next, also by a clock that is a little behind.
  if now < closes and isDaily then set_due(KEYS[3], a.close, string.format('%.0f', now - 1000)) end
end
return redis.call('HMGET', KEYS[1], unpack(a.fields))
