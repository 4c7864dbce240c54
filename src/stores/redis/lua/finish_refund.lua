-- Everybody has what a right answer brings, and it is said. KEYS: 1 round, 2 due. ARGV: 2 due member. Returns: nothing.
expect('ZCARD', 2)
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'refund', 'done') end
redis.call('ZREM', KEYS[2], ARGV[2])
return false
