-- Opens the window of a local date, once.
-- KEYS: 1 group, 2 round, 3 answers, 4 awarded, 5 asked daily, 6 secrets, 7 due
-- ARGV: 2 date, 3 version seen, 4 next date or '', 5 next instant or '', 6 round id, 7 body (JSON), 8 group id,
--       9 closes at, 10 expires at, 11 key, 12 topic, 13 item id, 14 lease of posting (ms), 15 secret,
--       16 due member of opening, 17 of posting, 18 of closing, 19 '1' to open it only if its question is open nowhere else,
--       20... ids to forget
-- Returns: 'opened', 'exists', 'moved' or 'shared'.
local last = redis.call('HGET', KEYS[1], 'lastDate') or ''
if last ~= '' and last >= ARGV[2] then return 'exists' end
if tonumber(redis.call('HGET', KEYS[1], 'version') or '0') ~= tonumber(ARGV[3]) then return 'moved' end
if ARGV[19] == '1' and secret_until(KEYS[6], ARGV[15]) then return 'shared' end
expect('ZCARD', 5)
expect('HLEN', 6)
expect('ZCARD', 7)
-- A window of this date that never reached the channel gives way.
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
redis.call('HSET', KEYS[2], 'body', ARGV[7], 'status', 'open', 'mode', 'daily', 'onlyFor', '', 'group', ARGV[8],
  'closesAt', ARGV[9], 'expires', ARGV[10], 'key', ARGV[11], 'topic', ARGV[12], 'windowNo', '', 'message', '',
  'closedAt', '', 'lost', '0', 'edited', '0', 'summarised', '0', 'dateBefore', last, 'secret', ARGV[15])
expire_at(KEYS[2], ARGV[10])
for i = 20, #ARGV do redis.call('ZREM', KEYS[5], ARGV[i]) end
append(KEYS[5], ARGV[13])
keep_secret(KEYS[6], ARGV[15], ARGV[6], ARGV[9])
redis.call('HSET', KEYS[1], 'lastDate', ARGV[2], 'nextDate', ARGV[4], 'nextAt', ARGV[5], 'current', ARGV[6])
set_due(KEYS[7], ARGV[16], ARGV[5])
set_due(KEYS[7], ARGV[17], string.format('%.0f', clock() + tonumber(ARGV[14])))
set_due(KEYS[7], ARGV[18], ARGV[9])
return 'opened'
