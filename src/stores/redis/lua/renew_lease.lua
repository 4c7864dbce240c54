-- Hides work that is under way for longer; what is planned for later stays.
-- KEYS: 1 due. ARGV: 2 member, 3 lease (ms). Returns: nothing.
local at = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[2]) or '')
local later = clock() + tonumber(ARGV[3])
if at and at < later then redis.call('ZADD', KEYS[1], 'XX', string.format('%.0f', later), ARGV[2]) end
return false
