-- A round's message is up: the first one stands; a daily round gets its window number, and the close of a practice
-- round that all may answer is due from now on. The time of a question of a live round begins.
-- KEYS: 1 round, 2 group, 3 due, 4 the message's key
-- Named: message (JSON), round (id), post and close (due members), fields (of the round to return)
-- Returns: the fields, or false where there is no such round or it is void.
local a = named()
local round = redis.call('HMGET', KEYS[1], 'status', 'message', 'mode', 'expires', 'windowNo', 'onlyFor', 'closesAt', 'key', 'live')
local expires, status = tonumber(round[4]), LIFE.confirm[round[1]]
if not expires or not status then return false end
if round[2] == '' then
  expect('HLEN', 2)
  expect('ZCARD', 3)
  redis.call('HSET', KEYS[1], 'status', status, 'message', a.message, 'shown', '0')
  redis.call('SET', KEYS[4], a.round)
  expire_at(KEYS[4], expires)
  -- A question that is posted again, because its message was deleted, keeps its number.
  -- One that is answered in words has no key, and is no window.
  if round[3] == 'daily' and round[5] == '' and round[8] ~= '' then
    redis.call('HSET', KEYS[1], 'windowNo', redis.call('HINCRBY', KEYS[2], 'windows', 1))
  end
  redis.call('ZREM', KEYS[3], a.post)
  local closes = round[7]
  if round[9] then
    closes = string.format('%.0f', clock() + tonumber(string.match(round[9], ' (%d+) ')))
    redis.call('HSET', KEYS[1], 'closesAt', closes)
  end
  if round[3] == 'practice' and round[6] == '' then set_due(KEYS[3], a.close, closes) end
end
return redis.call('HMGET', KEYS[1], unpack(a.fields))
