-- Put in front of the scripts that book points. Their keys hold a block that begins at `first`: boards (16, span
-- by span, each as group and topic, group, team and topic, team), sums (4, one per span), then rolling boards.
-- Boards hold negative points, so that Redis's own order is the board's: most points first, ties by learner id.
local SPANS, SCOPES = 4, 4
-- Checks the block. `live`: the rolling boards that somebody looked at lately, which booking keeps exact; `fresh`:
-- places in the block that hold nothing yet.
local function open_books(first, rollings)
  local sums = first + SPANS * SCOPES
  local live, fresh = {}, {}
  for i = first, sums + SPANS - 1 do
    if redis.call(i < sums and 'ZCARD' or 'HLEN', KEYS[i]) == 0 then fresh[#fresh + 1] = i - first end
  end
  for i = sums + SPANS, sums + SPANS + rollings - 1 do
    if redis.call('ZCARD', KEYS[i]) > 0 then live[#live + 1] = KEYS[i] end
  end
  return live, fresh
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
-- What is fresh gets its expiry, which its label fixes once; the last span, of all time, has none.
local function close_books(first, fresh, expiries)
  for _, place in ipairs(fresh) do
    local boards = SPANS * SCOPES
    local span = place < boards and math.floor(place / SCOPES) or place - boards
    if expiries[span + 1] then expire_at(KEYS[first + place], expiries[span + 1]) end
  end
end
local function book_accuracy(key, topic, right)
  redis.call('HINCRBY', key, 'n|' .. topic, 1)
  if right then redis.call('HINCRBY', key, 'r|' .. topic, 1) end
end
