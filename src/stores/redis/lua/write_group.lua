-- Changes the settings of a group and what is due for it, if nobody changed them since.
-- KEYS: 1 group, 2 groups of the team, 3 due
-- ARGV: 2 group id, 3 version seen, 4 settings (JSON), 5 next date or '', 6 next instant or '', 7 recap instant or '',
--       8 recap done or '', 9 due member of opening, 10 due member of recap,
--       11 who manages it or ''
-- Returns: the new version, or -1 on a conflict.
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
if version ~= tonumber(ARGV[3]) then return -1 end
expect('SCARD', 2)
expect('ZCARD', 3)
redis.call('HSET', KEYS[1], 'version', version + 1, 'settings', ARGV[4], 'nextDate', ARGV[5], 'nextAt', ARGV[6],
  'recapAt', ARGV[7], 'recapDone', ARGV[8], 'managedBy', ARGV[11])
redis.call('SADD', KEYS[2], ARGV[2])
set_due(KEYS[3], ARGV[9], ARGV[6])
set_due(KEYS[3], ARGV[10], ARGV[7])
return version + 1
