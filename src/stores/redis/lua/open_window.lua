-- Opens the window of a local date, once.
-- KEYS: 1 group, 2 round, 3 asked daily, 4 secrets, 5 due
-- Named: date, version (seen), seen (the newest round; or any), next (date, at; or none), round (id), body (JSON), group (id), closesAt, expires, key,
--        topic, item, lease (of posting, ms), secret, forget (item ids), alone (only if its question is open nowhere
--        else), open, post and close (due members)
-- Returns: 'opened', 'exists', 'moved' or 'shared'.
local a = named()
local last = redis.call('HGET', KEYS[1], 'lastDate') or ''
if last ~= '' and last >= a.date then return 'exists' end
if tonumber(redis.call('HGET', KEYS[1], 'version') or '0') ~= tonumber(a.version) then return 'moved' end
if a.seen and (redis.call('HGET', KEYS[1], 'current') or '') ~= a.seen then return 'moved' end
if a.alone and secret_until(KEYS[4], a.secret) then return 'shared' end
expect('HLEN', 2)
expect('LLEN', 3)
expect('HLEN', 4)
expect('ZCARD', 5)
redis.call('HSET', KEYS[2], 'body', a.body, 'status', LIFE.open.opening, 'mode', 'daily', 'onlyFor', '', 'group', a.group,
  'closesAt', a.closesAt, 'expires', a.expires, 'key', a.key, 'topic', a.topic, 'windowNo', '', 'message', '',
  'closedAt', '', 'lost', '0', 'dateBefore', last, 'secret', a.secret)
expire_at(KEYS[2], a.expires)
drop_items(KEYS[3], a.forget)
append_item(KEYS[3], a.item)
keep_secret(KEYS[4], a.secret, a.round, a.closesAt)
local next = a.next or {date = '', at = ''}
redis.call('HSET', KEYS[1], 'lastDate', a.date, 'nextDate', next.date, 'nextAt', next.at, 'current', a.round)
set_due(KEYS[5], a.open, next.at)
set_due(KEYS[5], a.post, string.format('%.0f', clock() + tonumber(a.lease)))
set_due(KEYS[5], a.close, a.closesAt)
return 'opened'
