-- Notes how many answers the message of a round shows.
-- KEYS: 1 round. ARGV: 2 answered. Returns: nothing.
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'shown', ARGV[2]) end
return false
