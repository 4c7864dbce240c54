-- Brings a round from schema 1 to 2: its answers in the order in which they come (what is booked first), how many chose
-- each option, where it stands, and its effects. A round of the new shape stays as it is.
-- KEYS: 1 round, 2 answers, 3 awarded (goes). ARGV: none. Returns: nothing.
local round = redis.call('HMGET', KEYS[1], 'status', 'mode', 'message', 'edited', 'summarised')
if not round[1] then return false end
local count = redis.pcall('HLEN', KEYS[2])
if type(count) == 'number' and count > 0 then
  local stored = redis.call('HGETALL', KEYS[2])
  local learners, counts = {{}, {}}, {[0] = 0, 0, 0, 0}
  for i = 1, #stored, 2 do
    local list = learners[redis.call('SISMEMBER', KEYS[3], stored[i]) == 1 and 1 or 2]
    list[#list + 1] = {stored[i], tonumber(stored[i + 1])}
    counts[tonumber(stored[i + 1])] = counts[tonumber(stored[i + 1])] + 1
  end
  local left = redis.call('PTTL', KEYS[2])
  redis.call('DEL', KEYS[2])
  local place = 0
  for _, list in ipairs(learners) do
    for _, answer in ipairs(list) do
      place = place + 1
      redis.call('ZADD', KEYS[2], string.format('%.0f', place * 4 + answer[2]), answer[1])
    end
  end
  if left > 0 then redis.call('PEXPIRE', KEYS[2], left) end
  for choice = 0, 3 do redis.call('HSET', KEYS[1], 'n' .. choice, counts[choice]) end
  if #learners[1] > 0 then redis.call('HSET', KEYS[1], 'booked', #learners[1]) end
end
redis.call('DEL', KEYS[3])
if round[2] == 'daily' and round[1] == 'open' and round[3] == '' then redis.call('HSET', KEYS[1], 'status', 'posting') end
if round[2] == 'practice' and round[1] == 'closing' then redis.call('HSET', KEYS[1], 'status', 'showing') end
for i, effect in ipairs({'edited', 'summarised'}) do
  if round[3 + i] == '1' then
    redis.call('HSET', KEYS[1], effect, 'done')
  elseif round[3 + i] == '0' then
    if redis.call('HEXISTS', KEYS[1], 'begun|' .. effect) == 1 then
      redis.call('HSET', KEYS[1], effect, 'begun')
    else
      redis.call('HDEL', KEYS[1], effect)
    end
  end
  redis.call('HDEL', KEYS[1], 'begun|' .. effect)
end
return false
