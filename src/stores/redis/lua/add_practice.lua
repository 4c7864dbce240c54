-- Remembers a practice round until its retention ends; a repeated call changes nothing.
-- KEYS: 1 round, 2 practised items, 3 recent rounds of the group, or rounds of the learner it is for alone,
--       4 rounds of who asked for it, where all may answer, or secrets, where it is of a live round
-- Named: round (id), body (JSON) or dealt (fields in its place, see dealt.ts), group (id), closesAt, expires, key, topic, item, onlyFor
--        (or none), asker (or none), alone (marks it then), keptItems, keptRounds, live (see round-codec.ts; or none),
--        secret (what it is while it takes answers)
-- Returns: nothing.
local a = named()
if redis.call('EXISTS', KEYS[1]) == 1 then return false end
expect('LLEN', 2)
local last = a.onlyFor and last_round(KEYS[3])
if not a.onlyFor then expect('ZCARD', 3) end
local asked = a.asker and last_round(KEYS[4])
if a.live then expect('HLEN', 4) end
if a.dealt then
  redis.call('HSET', KEYS[1], 'item', a.dealt.item, 'dealt', a.dealt.dealt, 'asked', a.dealt.asked)
else
  redis.call('HSET', KEYS[1], 'body', a.body)
end
redis.call('HSET', KEYS[1], 'status', LIFE.ask.planned, 'mode', 'practice', 'onlyFor', a.onlyFor or '',
  'group', a.group, 'closesAt', a.closesAt, 'expires', a.expires, 'key', a.key, 'topic', a.topic, 'windowNo', '',
  'message', '', 'closedAt', '')
expire_at(KEYS[1], a.expires)
if a.asker then
  redis.call('HSET', KEYS[1], 'asker', a.asker)
  note_round(KEYS[4], a.round, a.expires, asked)
end
if a.live then
  redis.call('HSET', KEYS[1], 'live', a.live, 'secret', a.secret)
  keep_secret(KEYS[4], a.secret, a.round, a.closesAt)
end
append_item(KEYS[2], a.item, a.keptItems)
if a.onlyFor then
  note_round(KEYS[3], a.round .. a.alone, a.expires, last)
else
  append(KEYS[3], a.round, a.keptRounds)
end
return false
