-- Lines of a board and the viewer's own one: of those who show, and whoever does not has the rank that showing would give.
-- KEYS: 1 board of those who show, 2 of those who do not, 3 names
-- ARGV: 2 lines, 3 viewer or '', 4 lines that are passed over
-- Returns: total, own points or '', own rank, own name, then learner, points, name, rank per line.
expect('ZCARD', 2)
expect('HLEN', 3)
local rows, viewer, from = tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local function above(score) return redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. score) end
local own, rank, name = '', 0, ''
if viewer ~= '' then
  local score = redis.call('ZSCORE', KEYS[1], viewer) or redis.call('ZSCORE', KEYS[2], viewer)
  if score then
    own = string.format('%.0f', -tonumber(score))
    rank = 1 + above(score)
    name = redis.call('HGET', KEYS[3], viewer) or ''
  end
end
local result = {redis.call('ZCARD', KEYS[1]), own, rank, name}
if rows > 0 then
  local lines = redis.call('ZRANGE', KEYS[1], from, from + rows - 1, 'WITHSCORES')
  local place, score = 0, nil
  for i = 1, #lines, 2 do
    -- Equal points share a rank, also across pages.
    if lines[i + 1] ~= score then place, score = 1 + above(lines[i + 1]), lines[i + 1] end
    result[#result + 1] = lines[i]
    result[#result + 1] = string.format('%.0f', -tonumber(score))
    result[#result + 1] = redis.call('HGET', KEYS[3], lines[i]) or ''
    result[#result + 1] = place
  end
end
return result
