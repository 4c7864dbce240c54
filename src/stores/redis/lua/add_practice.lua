-- Remembers a practice round until its retention ends; a repeated call changes nothing.
-- KEYS: 1 round, 2 practised items, 3 recent rounds of the group, or of the learner it is for alone, 4 rounds of that learner (if any)
-- ARGV: 2 round id, 3 body (JSON), 4 group id, 5 closes at, 6 expires at, 7 key, 8 topic, 9 item id, 10 only for or '',
--       11 practised items kept, 12 recent rounds kept
-- Returns: nothing.
if redis.call('EXISTS', KEYS[1]) == 1 then return false end
expect('ZCARD', 2, #KEYS)
redis.call('HSET', KEYS[1], 'body', ARGV[3], 'status', 'open', 'mode', 'practice', 'onlyFor', ARGV[10], 'group', ARGV[4],
  'closesAt', ARGV[5], 'expires', ARGV[6], 'key', ARGV[7], 'topic', ARGV[8], 'windowNo', '', 'message', '',
  'closedAt', '', 'edited', '0', 'summarised', '0', 'dateBefore', '')
expire_at(KEYS[1], ARGV[6])
append(KEYS[2], ARGV[9], ARGV[11])
append(KEYS[3], ARGV[2], ARGV[12])
if ARGV[10] ~= '' then
  expire_at(KEYS[3], ARGV[6])
  note_round(KEYS[4], ARGV[2], ARGV[6])
end
return false
