-- Takes a token of a bucket, or says when asking makes sense again; `memory/pace.ts` tells what the fields are.
-- KEYS: bucket. ARGV: offset, as JSON { every, ahead, low, share, patience }, in milliseconds.
-- Returns: 1 or 0 (taken), milliseconds to wait.
local ask = cjson.decode(ARGV[2])
local held = redis.call('HMGET', KEYS[1], 'next', 'share', 'shut', 'seen')
local now = clock()
local function keep(due, share, shut)
  redis.call('HSET', KEYS[1], 'next', string.format('%.3f', due), 'share', string.format('%.0f', share),
    'shut', string.format('%.0f', shut), 'seen', string.format('%.0f', now))
  expire_at(KEYS[1], math.ceil(math.max(due, share, shut)) + 1000)
end
-- A clock that was set back takes along what is waited for.
local back = math.max((tonumber(held[4]) or 0) - now, 0)
local due, share, shut = (tonumber(held[1]) or 0) - back, (tonumber(held[2]) or 0) - back, (tonumber(held[3]) or 0) - back
if back > 0 then keep(due, share, shut) end
due = math.max(due, shut, now)
if ask.low and due - now > ask.ahead / 2 then
  local room = due - ask.ahead / 2
  if shut > now or share > now then
    return { 0, math.ceil(math.max(shut, math.min(room, share)) - now) }
  end
  share = now + ask.share
end
local wait = math.ceil(math.max(due - ask.ahead, shut, now) - now)
if ask.patience and wait > ask.patience then return { 0, wait } end
due = due + ask.every
keep(due, share, shut)
return { 1, wait }
