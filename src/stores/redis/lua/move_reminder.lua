-- Plans the next look at a learner's reminders, once for each look, and notes what is sent with this one.
-- KEYS: 1 what is kept of their reminders, 2 due
-- Named: from and to (when), job (due member), sent and told, each with whether it is noted; '' is none
-- Returns: 1, or 0 where it is planned for another instant, or not at all.
local a = named()
if redis.call('HGET', KEYS[1], 'next') ~= a.from then return 0 end
expect('ZCARD', 2)
redis.call('HSET', KEYS[1], 'next', a.to)
for field, noted in pairs({ sent = a.notesSent, told = a.notesTold }) do
  if noted and a[field] ~= '' then redis.call('HSET', KEYS[1], field, a[field])
  elseif noted then redis.call('HDEL', KEYS[1], field) end
end
set_due(KEYS[2], a.job, a.to)
return 1
