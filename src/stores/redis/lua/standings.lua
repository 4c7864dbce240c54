-- Lines of a board and the viewer's own one; hidden learners, and those who left, are left out of everybody else's view.
-- KEYS: 1 board, 2 hidden, 3 names, 4 absent, 5... day boards of a rolling board, which is built of them where it is missing
-- ARGV: 2 lines, 3 viewer or '', 4 how long a rolling board is kept (ms), 5 lines that are passed over
-- Returns: total, own points or '', own rank, own name, then learner, points, name, rank per line.
expect('SCARD', 2)
expect('HLEN', 3, 4)
if #KEYS > 4 and redis.call('EXISTS', KEYS[1]) == 0 then
  local days = {}
  for i = 5, #KEYS do days[#days + 1] = KEYS[i] end
  if redis.call('ZUNIONSTORE', KEYS[1], #days, unpack(days)) > 0 then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
end
local hidden = {}
local hiddenScores = {}
local function leave_out(learner)
  if hidden[learner] then return end
  local score = redis.call('ZSCORE', KEYS[1], learner)
  if score then
    hidden[learner] = true
    hiddenScores[#hiddenScores + 1] = {learner, tonumber(score)}
  end
end
for _, learner in ipairs(redis.call('SMEMBERS', KEYS[2])) do leave_out(learner) end
for _, learner in ipairs(redis.call('HKEYS', KEYS[4])) do leave_out(learner) end
local rows, from = tonumber(ARGV[2]), tonumber(ARGV[5])
local own, rank, ownName = '', 0, ''
if ARGV[3] ~= '' then
  local score = redis.call('ZSCORE', KEYS[1], ARGV[3])
  if score then
    own = string.format('%.0f', -tonumber(score))
    rank = 1 + redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. score)
    for _, entry in ipairs(hiddenScores) do
      if entry[1] ~= ARGV[3] and entry[2] < tonumber(score) then rank = rank - 1 end
    end
    ownName = redis.call('HGET', KEYS[3], ARGV[3]) or ''
  end
end
local result = {redis.call('ZCARD', KEYS[1]) - #hiddenScores, own, rank, ownName}
if rows > 0 then
  local lines = redis.call('ZRANGE', KEYS[1], 0, from + rows + #hiddenScores - 1, 'WITHSCORES')
  local seen, place, above = 0, 0, nil
  for i = 1, #lines, 2 do
    if seen < from + rows and not hidden[lines[i]] then
      seen = seen + 1
      -- Equal points share a rank, also across pages.
      if lines[i + 1] ~= above then place, above = seen, lines[i + 1] end
      if seen > from then
        result[#result + 1] = lines[i]
        result[#result + 1] = string.format('%.0f', -tonumber(lines[i + 1]))
        result[#result + 1] = redis.call('HGET', KEYS[3], lines[i]) or ''
        result[#result + 1] = place
      end
    end
  end
end
return result
