-- Put in front of every script. ARGV[1] is always the offset of the store's clock in milliseconds (0 outside
-- tests). The store's clock decides what is late, so that replicas with skewed clocks agree.
local instant
local function clock()
  if not instant then
    local t = redis.call('TIME')
    instant = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000) + tonumber(ARGV[1])
  end
  return instant
end
-- Arguments by name, where a script has more than six; numbers are text, and what is not there is nil.
local function named() return cjson.decode(ARGV[2]) end
-- A script that fails half-way keeps what it wrote. So every key is read before the first write, by a command
-- that fails where the key has another type; here those that a script would only write.
local function expect(read, first, last)
  for i = first, last or first do redis.call(read, KEYS[i]) end
end
-- Redis expires by its own clock, without the offset.
local function expire_at(key, at)
  redis.call('PEXPIREAT', key, string.format('%.0f', tonumber(at) - tonumber(ARGV[1])))
end
-- Appends a member to a sorted set that keeps the order of insertion, and keeps the newest ones.
local function append(key, member, kept)
  local newest = redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')
  redis.call('ZADD', key, (tonumber(newest[2]) or 0) + 1, member)
  if kept then redis.call('ZREMRANGEBYRANK', key, 0, -tonumber(kept) - 1) end
end
-- Questions that were asked are lists, each once, the newest last: a list of many ids takes a third of a sorted set.
local function append_item(key, item, kept)
  redis.call('LREM', key, 0, item)
  redis.call('RPUSH', key, item)
  if kept then redis.call('LTRIM', key, -kept, -1) end
end
local function drop_items(key, dropped)
  if #dropped == 0 then return end
  local gone = {}
  for _, item in ipairs(dropped) do gone[item] = true end
  local items = redis.call('LRANGE', key, 0, -1)
  redis.call('DEL', key)
  for _, item in ipairs(items) do
    if not gone[item] then redis.call('RPUSH', key, item) end
  end
end
-- When the last of a learner's rounds expires, or false: what `note_round` has to know before it writes.
local function last_round(key)
  return redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2] or false
end
-- Notes that a round holds something of a learner, for as long as the round lives.
local function note_round(key, round, expires, last)
  if last then redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.0f', clock())) end
  redis.call('ZADD', key, expires, round)
  if not last or tonumber(last) < tonumber(expires) then expire_at(key, expires) end
end
-- Makes a member due at an instant, or no longer due where the instant is ''.
local function set_due(due, member, at)
  if at == '' then redis.call('ZREM', due, member) else redis.call('ZADD', due, at, member) end
end
-- Open questions of the day, in a hash: a secret's rounds and when each closes, as 'round=instant;round=instant;'.
-- Round ids hold neither sign.
local function secret_without(stored, round)
  local kept = ''
  for id, closes in string.gmatch(stored or '', '([^=;]+)=(%d+);') do
    if id ~= round then kept = kept .. id .. '=' .. closes .. ';' end
  end
  return kept
end
local function keep_secret(key, secret, round, closes)
  redis.call('HSET', key, secret, secret_without(redis.call('HGET', key, secret), round) .. round .. '=' .. closes .. ';')
end
local function drop_secret(key, secret, round)
  local stored = redis.call('HGET', key, secret)
  if not stored then return end
  local kept = secret_without(stored, round)
  if kept == '' then redis.call('HDEL', key, secret) else redis.call('HSET', key, secret, kept) end
end
-- Until when it is one, or false.
local function secret_until(key, secret)
  local latest = 0
  for closes in string.gmatch(redis.call('HGET', key, secret) or '', '=(%d+);') do
    latest = math.max(latest, tonumber(closes))
  end
  return latest > clock() and string.format('%.0f', latest)
end
-- Answers of a round: a sorted set in the order in which they came, each with the score 4 x its place + choice, so that
-- they can be read in pages; a fifth and a sixth option are a quarter and a half above the fourth, so that nothing else
-- is stored of questions with four. How many chose each option is kept with the round, as n0 to n5.
local function answer_of(answers, learner)
  local score = tonumber(redis.call('ZSCORE', answers, learner) or nil)
  if not score then return false, false end
  local rest = score % 4
  return string.format('%.0f', rest <= 3 and rest or 3 + (rest - 3) * 4), math.floor(score / 4)
end
local function score_of(place, choice)
  if choice <= 3 then return string.format('%.0f', place * 4 + choice) end
  return string.format('%.2f', place * 4 + 3 + (choice - 3) / 4)
end
-- `previous` and `place` are what `answer_of` said. Returns how many have answered. A change keeps its place.
local function keep_answer(round, answers, learner, choice, expires, previous, place)
  if not place then
    local newest = redis.call('ZRANGE', answers, -1, -1, 'WITHSCORES')[2]
    place = newest and math.floor(tonumber(newest) / 4) + 1 or 1
  end
  redis.call('ZADD', answers, score_of(place, tonumber(choice)), learner)
  if choice ~= previous then
    redis.call('HINCRBY', round, 'n' .. choice, 1)
    if previous then redis.call('HINCRBY', round, 'n' .. previous, -1) end
  end
  local answered = redis.call('ZCARD', answers)
  if answered == 1 then expire_at(answers, expires) end
  return answered
end
