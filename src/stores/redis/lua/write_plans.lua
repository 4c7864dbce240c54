-- A learner's plans in place of those that were read.
-- KEYS: 1 plans. ARGV: 2 version that was read, 3 plans, "" to keep none, 4 when they are forgotten
-- Returns: 1, or 0 where another write came first.
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then
  redis.call('DEL', KEYS[1])
  return 1
end
redis.call('HSET', KEYS[1], 'version', tonumber(ARGV[2]) + 1, 'plans', ARGV[3])
expire_at(KEYS[1], ARGV[4])
return 1
