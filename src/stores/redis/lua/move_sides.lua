-- A learner shows on boards, or does not (who hides, or left): moves what is on the other side. What is booked meanwhile
-- goes to the new side already, and a repeat finishes what was interrupted.
-- KEYS: 1 learner, 2 hidden, 3 absent, then pairs: board of those who show, of those who do not
-- ARGV: 2 learner, 3 '1' to hide, '0' to show, '' as it is, 4 times of the absence, '0' for none, '' as it is
-- Returns: nothing.
expect('HLEN', 1)
expect('SCARD', 2)
expect('HLEN', 3)
expect('ZCARD', 4, #KEYS)
local learner = ARGV[2]
if ARGV[3] == '1' then redis.call('SADD', KEYS[2], learner) elseif ARGV[3] == '0' then redis.call('SREM', KEYS[2], learner) end
if ARGV[4] == '0' then redis.call('HDEL', KEYS[3], learner) elseif ARGV[4] ~= '' then redis.call('HSET', KEYS[3], learner, ARGV[4]) end
local away = redis.call('SISMEMBER', KEYS[2], learner) == 1 or redis.call('HEXISTS', KEYS[3], learner) == 1
if away then redis.call('HSET', KEYS[1], 'away', '1') else redis.call('HDEL', KEYS[1], 'away') end
for at = 4, #KEYS, 2 do
  local from, to = KEYS[at + (away and 0 or 1)], KEYS[at + (away and 1 or 0)]
  local score = redis.call('ZSCORE', from, learner)
  if score then
    local left = redis.call('PTTL', from)
    redis.call('ZREM', from, learner)
    redis.call('ZINCRBY', to, score, learner)
    if left > 0 then redis.call('PEXPIRE', to, left) end
  end
end
return false
