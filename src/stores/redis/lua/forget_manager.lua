-- A forgotten learner no longer stands as the one who manages a group.
-- KEYS: 1 group, 2 who set up groups. ARGV: 2 learner, 3 entry of the learner and the group. Returns: nothing.
expect('HLEN', 1)
expect('ZCARD', 2)
if redis.call('HGET', KEYS[1], 'managedBy') == ARGV[2] then redis.call('HSET', KEYS[1], 'managedBy', '') end
redis.call('ZREM', KEYS[2], ARGV[3])
return false
