-- Somebody begins to show a close; whoever began before may not go on.
-- KEYS: 1 round. ARGV: 2 token. Returns: nothing.
if LIFE.show[redis.call('HGET', KEYS[1], 'status')] then redis.call('HSET', KEYS[1], 'closer', ARGV[2]) end
return false
