-- Gives a learner whose name is kept another one.
-- KEYS: 1 names. ARGV: 2 learner, 3 name. Returns: nothing.
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 1 then redis.call('HSET', KEYS[1], ARGV[2], ARGV[3]) end
return false
