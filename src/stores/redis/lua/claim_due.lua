-- Hands out due work of a shard and platform, oldest first, and hides it for the lease.
-- KEYS: 1 due. ARGV: 2 limit, 3 lease (ms). Returns: members.
local now = clock()
local members = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, ARGV[2])
for _, member in ipairs(members) do
  redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[3])), member)
end
return members
