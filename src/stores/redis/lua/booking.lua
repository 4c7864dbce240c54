-- Put in front of the scripts that book points.
-- Boards hold negative points, so that Redis's own order is the board's: most points first, ties by learner id.
-- `layout` names the keys: {first board, boards, first sum, spans, first rolling, rolling}. Boards come span by
-- span, each as group and topic, group, team and topic, team.
local SCOPES = 4
local function book_points(learner, points, group, layout, expiries)
  if points == 0 then return end
  for span = 1, layout.spans do
    for scope = 1, SCOPES do
      local key = KEYS[layout.board + (span - 1) * SCOPES + scope - 1]
      local total = redis.call('ZINCRBY', key, -points, learner)
      if expiries[span] ~= '' then expire_at(key, expiries[span]) end
      if scope == 2 then
        local sums = KEYS[layout.sum + span - 1]
        redis.call('HINCRBY', sums, 'p|' .. group, points)
        -- The learner's first points here: one more who is active.
        if tonumber(total) == -points then redis.call('HINCRBY', sums, 'n|' .. group, 1) end
        if expiries[span] ~= '' then expire_at(sums, expiries[span]) end
      end
    end
  end
  -- Rolling boards that somebody looked at lately and that hold this day stay exact.
  for i = layout.rolling, layout.rolling + layout.rollings - 1 do
    if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('ZINCRBY', KEYS[i], -points, learner) end
  end
end
local function book_accuracy(key, topic, right)
  redis.call('HINCRBY', key, 'n|' .. topic, 1)
  if right then redis.call('HINCRBY', key, 'r|' .. topic, 1) end
end
