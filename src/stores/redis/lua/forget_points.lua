-- Takes a learner off boards; a group's sums are corrected with its board of all topics.
-- KEYS: pairs of board and sums (the same sums key twice where a board has none). ARGV: 2 learner, then per pair the
--       group whose sums change, or ''. Returns: nothing.
for i = 1, #KEYS, 2 do
  expect('ZCARD', i)
  expect('HLEN', i + 1)
end
for i = 1, #KEYS, 2 do
  local group = ARGV[2 + (i + 1) / 2]
  local score = redis.call('ZSCORE', KEYS[i], ARGV[2])
  if score then
    redis.call('ZREM', KEYS[i], ARGV[2])
    if group ~= '' and redis.call('EXISTS', KEYS[i + 1]) == 1 then
      redis.call('HINCRBY', KEYS[i + 1], 'p|' .. group, score)
      redis.call('HINCRBY', KEYS[i + 1], 'n|' .. group, -1)
    end
  end
end
return false
