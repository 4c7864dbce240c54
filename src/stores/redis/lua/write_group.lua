-- Changes the settings of a group and what is due for it, if nobody changed them since.
-- KEYS: 1 group, 2 groups of the team, 3 due
-- Named: group (id), version (seen), settings (JSON), managedBy, next (date, at) and recap (at, done), each or none,
--        openJob and recapJob (due members)
-- Returns: the new version, or -1 on a conflict.
local a = named()
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
if version ~= tonumber(a.version) then return -1 end
expect('SCARD', 2)
expect('ZCARD', 3)
local next, recap = a.next or {}, a.recap or {}
redis.call('HSET', KEYS[1], 'version', version + 1, 'settings', a.settings, 'nextDate', next.date or '',
  'nextAt', next.at or '', 'recapAt', recap.at or '', 'recapDone', recap.done or '', 'managedBy', a.managedBy or '')
redis.call('SADD', KEYS[2], a.group)
set_due(KEYS[3], a.openJob, next.at or '')
set_due(KEYS[3], a.recapJob, recap.at or '')
return version + 1
