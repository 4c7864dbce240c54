-- The newest answer of a learner to an open question, for a while.
-- KEYS: 1 written. ARGV: 2 item, 3 text, 4 for how long, in milliseconds
redis.call('HSET', KEYS[1], 'item', ARGV[2], 'text', ARGV[3])
expire_at(KEYS[1], clock() + tonumber(ARGV[4]))
