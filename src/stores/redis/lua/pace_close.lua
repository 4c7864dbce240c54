-- Closes a bucket for a while, where it is not closed for longer.
-- KEYS: bucket. ARGV: offset, milliseconds (0: only looks). Returns: milliseconds for which it is closed.
local held = redis.call('HMGET', KEYS[1], 'next', 'share', 'shut')
local now, shut = clock(), tonumber(held[3]) or 0
local ends = now + tonumber(ARGV[2])
if ends > now and ends > shut then
  shut = ends
  redis.call('HSET', KEYS[1], 'shut', string.format('%.0f', shut))
  expire_at(KEYS[1], math.ceil(math.max(tonumber(held[1]) or 0, tonumber(held[2]) or 0, shut)) + 1000)
end
return math.max(0, shut - now)
