-- Put in front of every script. ARGV[1] is always the offset of the store's clock in milliseconds (0 outside
-- tests). The store's clock decides what is late, so that replicas with skewed clocks agree.
local function clock()
  local t = redis.call('TIME')
  return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000) + tonumber(ARGV[1])
end
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
-- Notes that a round holds something of a learner, for as long as the round lives.
local function note_round(key, round, expires)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.0f', clock()))
  redis.call('ZADD', key, expires, round)
  expire_at(key, redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2])
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
