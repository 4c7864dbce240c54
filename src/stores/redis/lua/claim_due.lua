-- Hands out due work of a shard, oldest first, and hides it for the lease.
-- KEYS: 1 due. ARGV: 2 limit, 3 lease (ms), 4 the newest instant that is handed out
-- Returns: the instant of the oldest that is left, or '' where none is, then members.
local now = clock()
local newest = math.min(now, tonumber(ARGV[4]))
local members = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', newest), 'LIMIT', 0, ARGV[2])
for _, member in ipairs(members) do
  redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[3])), member)
end
local left = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return {left[2] or '', members}
