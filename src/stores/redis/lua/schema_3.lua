-- Brings a page of an old board of one day and one topic into the ledger of its week. What was brought over is off the
-- old board, so a repeat goes on where the last page ended.
-- KEYS: 1 old board, 2 ledger, 3 what is known of the team's boards, 4 days of the groups, then the group's ledgers of
--       the weeks around
-- Named: group (where the days of the groups are kept), topic, letter and day (of the board's date), monday (of the first
--        of the weeks around), ledgerExpires, count
-- Returns: how many are left.
local a = named()
local known = redis.call('HMGET', KEYS[3], 'topics', 't|' .. a.topic)
local code = known[2] or letters(tonumber(known[1] or '0'))
expect('HLEN', 2)
local page = redis.call('ZRANGE', KEYS[1], 0, a.count - 1, 'WITHSCORES')
if #page == 0 then return 0 end
if not known[2] then
  redis.call('HINCRBY', KEYS[3], 'topics', 1)
  redis.call('HSET', KEYS[3], 't|' .. a.topic, code)
end
for i = 1, #page, 2 do
  local points = -tonumber(page[i + 1])
  if a.group then book_days({ b = a, around = 5, days = 4 }, page[i], points) end
  redis.call('HSET', KEYS[2], page[i], in_ledger(redis.call('HGET', KEYS[2], page[i]) or '', a.letter .. code, points))
  redis.call('ZREM', KEYS[1], page[i])
end
expire_at(KEYS[2], a.ledgerExpires)
return redis.call('ZCARD', KEYS[1])
