-- A forgotten learner no longer stands as the one who manages a group.
-- KEYS: 1 group. ARGV: 2 settings before (JSON), 3 settings after. Returns: 1, or 0 where they changed meanwhile.
if redis.call('HGET', KEYS[1], 'settings') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'settings', ARGV[3])
return 1
