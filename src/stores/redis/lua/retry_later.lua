-- Makes work that is still due come up after a delay.
-- KEYS: 1 due. ARGV: 2 member, 3 delay (ms). Returns: nothing.
redis.call('ZADD', KEYS[1], 'XX', string.format('%.0f', clock() + tonumber(ARGV[3])), ARGV[2])
return false
