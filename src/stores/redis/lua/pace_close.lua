-- Closes a bucket for a while, where it is not closed for longer.
-- KEYS: bucket. ARGV: offset, milliseconds (0: only looks). Returns: milliseconds for which it is closed.
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
local ends = now + tonumber(ARGV[2])
if ends > now and ends > shut then
  shut = ends
  keep(due, share, shut)
end
return math.max(0, shut - now)
