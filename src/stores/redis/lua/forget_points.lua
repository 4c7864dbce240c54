-- Takes a learner off the boards and ledgers of a group, or of the team; the sums that have the learner follow.
-- KEYS: 1 days of the groups, then of each board its two keys and its sums (or the days again, where it has none), then
--       the ledgers of consecutive weeks
-- Named: learner, group (where its sums follow), boards (how many), counted (by board: whether it has sums),
--        monday (of the first week), today
-- Returns: nothing.
local a = named()
local weeks = 2 + 3 * tonumber(a.boards)
expect('HLEN', 1)
for at = 2, weeks - 1, 3 do
  expect('ZCARD', at, at + 1)
  expect('HLEN', at + 2)
end
expect('HLEN', weeks, #KEYS)
for number = 1, tonumber(a.boards) do
  local at = 2 + 3 * (number - 1)
  for side = at, at + 1 do
    local score = redis.call('ZSCORE', KEYS[side], a.learner)
    if score then
      redis.call('ZREM', KEYS[side], a.learner)
      if a.group and a.counted[number] and redis.call('EXISTS', KEYS[at + 2]) == 1 then
        redis.call('HINCRBY', KEYS[at + 2], 'p|' .. a.group, score)
        redis.call('HINCRBY', KEYS[at + 2], 'n|' .. a.group, -1)
      end
    end
  end
end
local texts = {}
for at = weeks, #KEYS do
  texts[at - weeks + 1] = redis.call('HGET', KEYS[at], a.learner) or nil
  redis.call('HDEL', KEYS[at], a.learner)
end
if a.group and next(texts) then
  change_days(KEYS[1], a.group, tonumber(a.today), changes_of(texts, tonumber(a.monday), -1))
end
return false
