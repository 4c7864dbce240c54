-- Sets tokens of a team's day (UTC) aside for one asking, once by its id.
-- KEYS: 1 tokens. ARGV: 2 id, 3 how many, 4 how many a day has. Returns: 1, or 0 where too few are left.
local day = string.format('%.0f', math.floor(clock() / 86400000))
local today, used = unpack(redis.call('HMGET', KEYS[1], 'day', 'used'))
if redis.call('HEXISTS', KEYS[1], 'r|' .. ARGV[2]) == 1 and today == day then return 1 end
if today ~= day then used = '0' end
if tonumber(used) + tonumber(ARGV[3]) > tonumber(ARGV[4]) then return 0 end
if today ~= day then
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'day', day)
  expire_at(KEYS[1], (tonumber(day) + 2) * 86400000)
end
redis.call('HINCRBY', KEYS[1], 'used', ARGV[3])
redis.call('HSET', KEYS[1], 'r|' .. ARGV[2], ARGV[3])
return 1
