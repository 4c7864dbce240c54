-- Changes the settings of a group and what is due for it, if nobody changed them since.
-- KEYS: 1 group, 2 groups of the team, 3 due, 4 who set up groups
-- Named: group (id), version (seen), settings (JSON), managedBy, next (date, at) and recap (at, done), each or none,
--        openJob and recapJob (due members)
-- Returns: the new version, or -1 on a conflict.
local a = named()
local seen = redis.call('HMGET', KEYS[1], 'version', 'managedBy')
local version = tonumber(seen[1] or '0')
if version ~= tonumber(a.version) then return -1 end
expect('SCARD', 2)
expect('ZCARD', 3, 4)
local next, recap = a.next or {}, a.recap or {}
redis.call('HSET', KEYS[1], 'version', version + 1, 'settings', a.settings, 'nextDate', next.date or '',
  'nextAt', next.at or '', 'recapAt', recap.at or '', 'recapDone', recap.done or '', 'managedBy', a.managedBy or '')
redis.call('SADD', KEYS[2], a.group)
-- So that what is kept of a learner is found without looking at every group.
if seen[2] and seen[2] ~= '' then redis.call('ZREM', KEYS[4], seen[2] .. '|' .. a.group) end
if a.managedBy then redis.call('ZADD', KEYS[4], 0, a.managedBy .. '|' .. a.group) end
set_due(KEYS[3], a.openJob, next.at or '')
set_due(KEYS[3], a.recapJob, recap.at or '')
return version + 1
