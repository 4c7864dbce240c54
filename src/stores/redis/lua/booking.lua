-- Put in front of the scripts that book points. Their keys hold a block that begins at `first`: boards (16, span
-- by span, each as group and topic, group, team and topic, team), sums (4, one per span), then rolling boards.
-- Boards hold negative points, so that Redis's own order is the board's: most points first, ties by learner id.
local SPANS, SCOPES = 4, 4
-- Checks the block; returns the rolling boards that somebody looked at lately, which booking keeps exact.
local function open_books(first, rollings)
  local sums = first + SPANS * SCOPES
  expect('ZCARD', first, sums - 1)
  expect('HLEN', sums, sums + SPANS - 1)
  local live = {}
  for i = sums + SPANS, sums + SPANS + rollings - 1 do
    if redis.call('ZCARD', KEYS[i]) > 0 then live[#live + 1] = KEYS[i] end
  end
  return live
end
local function book_points(learner, points, group, first, live)
  if points == 0 then return end
  for span = 0, SPANS - 1 do
    for scope = 0, SCOPES - 1 do
      local total = redis.call('ZINCRBY', KEYS[first + span * SCOPES + scope], -points, learner)
      if scope == 1 then
        local sums = KEYS[first + SPANS * SCOPES + span]
        redis.call('HINCRBY', sums, 'p|' .. group, points)
        -- The learner's first points here: one more who is active.
        if tonumber(total) == -points then redis.call('HINCRBY', sums, 'n|' .. group, 1) end
      end
    end
  end
  for _, key in ipairs(live) do redis.call('ZINCRBY', key, -points, learner) end
end
-- `expiries` of the spans but the last, which is for ever.
local function close_books(first, expiries)
  for span = 0, SPANS - 2 do
    for scope = 0, SCOPES - 1 do expire_at(KEYS[first + span * SCOPES + scope], expiries[span + 1]) end
    expire_at(KEYS[first + SPANS * SCOPES + span], expiries[span + 1])
  end
end
local function book_accuracy(key, topic, right)
  redis.call('HINCRBY', key, 'n|' .. topic, 1)
  if right then redis.call('HINCRBY', key, 'r|' .. topic, 1) end
end
