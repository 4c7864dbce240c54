-- Takes a learner's answer out of a round; a round that was theirs alone goes as a whole.
-- KEYS: 1 round, 2 answers, 3 recent rounds, 4 top, 5 longest streaks, 6 what was written. ARGV: 2 learner, 3 round id. Returns: nothing.
local only_for = redis.call('HGET', KEYS[1], 'onlyFor')
expect('ZCARD', 2, 5)
expect('HLEN', 6)
local choice = answer_of(KEYS[2], ARGV[2])
if choice then
  redis.call('HINCRBY', KEYS[1], 'n' .. choice, -1)
  for _, key in ipairs({KEYS[2], KEYS[4], KEYS[5]}) do redis.call('ZREM', key, ARGV[2]) end
end
redis.call('HDEL', KEYS[1], 'at|' .. ARGV[2], 'v|' .. ARGV[2], 'c|' .. ARGV[2], 'k|' .. ARGV[2],
  'h|' .. ARGV[2], 'w|' .. ARGV[2])
redis.call('HDEL', KEYS[6], ARGV[2])
if redis.call('HGET', KEYS[1], 'asker') == ARGV[2] then redis.call('HDEL', KEYS[1], 'asker') end
if only_for == ARGV[2] then
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('ZREM', KEYS[3], ARGV[3])
end
return false
