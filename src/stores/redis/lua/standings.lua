-- The top of a board and the viewer's own line; hidden learners are left out of everybody else's view.
-- KEYS: 1 board, 2 hidden, 3 names, 4... day boards of a rolling board, which is built of them where it is missing
-- ARGV: 2 rows, 3 viewer or '', 4 how long a rolling board is kept (ms)
-- Returns: total, own points or '', own rank, own name, then learner, points, name per row.
expect('SCARD', 2)
expect('HLEN', 3)
if #KEYS > 3 and redis.call('EXISTS', KEYS[1]) == 0 then
  local days = {}
  for i = 4, #KEYS do days[#days + 1] = KEYS[i] end
  if redis.call('ZUNIONSTORE', KEYS[1], #days, unpack(days)) > 0 then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
end
local hidden = {}
local hiddenScores = {}
for _, learner in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  local score = redis.call('ZSCORE', KEYS[1], learner)
  if score then
    hidden[learner] = true
    hiddenScores[#hiddenScores + 1] = {learner, tonumber(score)}
  end
end
local rows = tonumber(ARGV[2])
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
  local lines = redis.call('ZRANGE', KEYS[1], 0, rows + #hiddenScores - 1, 'WITHSCORES')
  for i = 1, #lines, 2 do
    if rows > 0 and not hidden[lines[i]] then
      result[#result + 1] = lines[i]
      result[#result + 1] = string.format('%.0f', -tonumber(lines[i + 1]))
      result[#result + 1] = redis.call('HGET', KEYS[3], lines[i]) or ''
      rows = rows - 1
    end
  end
end
return result
