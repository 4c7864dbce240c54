-- Takes a learner's answer out of a round; a round that was theirs alone goes as a whole.
-- KEYS: 1 round, 2 answers, 3 awarded, 4 recent rounds. ARGV: 2 learner, 3 round id. Returns: nothing.
local only_for = redis.call('HGET', KEYS[1], 'onlyFor')
expect('HLEN', 2)
expect('SCARD', 3)
expect('ZCARD', 4)
redis.call('HDEL', KEYS[2], ARGV[2])
redis.call('HDEL', KEYS[1], 'at|' .. ARGV[2], 'v|' .. ARGV[2], 'c|' .. ARGV[2])
redis.call('SREM', KEYS[3], ARGV[2])
if only_for == ARGV[2] then
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
  redis.call('ZREM', KEYS[4], ARGV[3])
end
return false
