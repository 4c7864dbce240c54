-- A forgotten learner no longer stands as the one who manages a group.
-- KEYS: groups. ARGV: 2 learner. Returns: nothing.
expect('HLEN', 1, #KEYS)
for _, group in ipairs(KEYS) do
  if redis.call('HGET', group, 'managedBy') == ARGV[2] then redis.call('HSET', group, 'managedBy', '') end
end
return false
