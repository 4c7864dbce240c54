-- The team's second group has points: what learners have in the first one goes into the team's boards, each learner once.
-- KEYS: 1 what is known of the team's boards, 2 the first group's days, then of each board (the first is the one of all
--       time) the group's two, the team's two and its sums (or the days again, where it has none), then of each week
--       the group's ledger and the team's
-- Named: group, learners, boards (how many), counted (by board: whether it has sums), expires (by board, or ''),
--        monday (of the first week), ledgerExpires (by week), today
-- Returns: nothing.
local a = named()
local boards = tonumber(a.boards)
local function board(number, part) return 3 + (number - 1) * 5 + part end
local weeks = board(boards + 1, 0)
expect('HLEN', 1, 2)
for number = 1, boards do
  expect('ZCARD', board(number, 0), board(number, 3))
  expect('HLEN', board(number, 4))
end
expect('HLEN', weeks, #KEYS)
local function expire_late(at, expires)
  if expires ~= '' then expire_at(KEYS[at], expires) end
end
local function carry(learner)
  for number = 1, boards do
    for side = 0, 1 do
      local score = redis.call('ZSCORE', KEYS[board(number, side)], learner)
      if score then
        redis.call('ZINCRBY', KEYS[board(number, 2 + side)], score, learner)
        expire_late(board(number, 2 + side), a.expires[number])
        if a.counted[number] then
          redis.call('HINCRBY', KEYS[board(number, 4)], 'p|' .. a.group, string.format('%.0f', -tonumber(score)))
          redis.call('HINCRBY', KEYS[board(number, 4)], 'n|' .. a.group, 1)
          expire_late(board(number, 4), a.expires[number])
        end
      end
    end
  end
  local texts = {}
  for week = 0, (#KEYS - weeks - 1) / 2 do
    local text = redis.call('HGET', KEYS[weeks + 2 * week], learner)
    if text then
      texts[week + 1] = text
      redis.call('HSET', KEYS[weeks + 2 * week + 1], learner, text)
      expire_late(weeks + 2 * week + 1, a.ledgerExpires[week + 1])
    end
  end
  change_days(KEYS[2], a.group, tonumber(a.today), changes_of(texts, tonumber(a.monday), 1))
end
if not redis.call('HGET', KEYS[1], 'several') then redis.call('HSET', KEYS[1], 'several', 'some') end
for _, learner in ipairs(a.learners) do
  local isIn = redis.call('ZSCORE', KEYS[board(1, 2)], learner) or redis.call('ZSCORE', KEYS[board(1, 3)], learner)
  if not isIn then carry(learner) end
end
return false
