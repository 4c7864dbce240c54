-- Somebody begins to show a close; whoever began before may not go on.
-- KEYS: 1 round. ARGV: 2 token. Returns: nothing.
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'closer', ARGV[2]) end
return false
