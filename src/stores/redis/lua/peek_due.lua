-- The instant of the oldest work of a shard that is due now.
-- KEYS: 1 due. ARGV: offset. Returns: the instant, or '' where nothing is due.
local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if #first == 0 or tonumber(first[2]) > clock() then return '' end
return first[2]
