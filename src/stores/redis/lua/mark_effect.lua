-- Notes that one effect of a close is done.
-- KEYS: 1 round. ARGV: 2 'edited' or 'summarised'. Returns: nothing.
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[2], '1') end
return false
