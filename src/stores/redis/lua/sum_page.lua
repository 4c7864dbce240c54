-- Sums a page of learners out of ledgers, for a board that is kept for a while. A page may come twice.
-- KEYS: 1 board of all time of those who show, 2 and 3 the boards to make: who shows, who does not, then ledgers
-- ARGV: 2 which ledger is gone through, 3 cursor, 4 how many, 5 letters of the topic or '', 6... by ledger: letters of the days that count
-- Returns: the next cursor.
local LEDGERS = 3
local number = tonumber(ARGV[2])
local page = redis.call('HSCAN', KEYS[LEDGERS + number], ARGV[3], 'COUNT', ARGV[4])
local function sum(learner)
  local total = 0
  for at = LEDGERS + 1, #KEYS do
    local days = ARGV[5 + at - LEDGERS]
    for letter, topic, points in string.gmatch(redis.call('HGET', KEYS[at], learner) or '', '(%u)(%l+)(%d+)') do
      if (ARGV[5] == '' or topic == ARGV[5]) and string.find(days, letter, 1, true) then total = total + tonumber(points) end
    end
  end
  return total
end
for i = 1, #page[2], 2 do
  local learner, isDone = page[2][i], false
  for at = LEDGERS + 1, LEDGERS + number - 1 do
    isDone = isDone or redis.call('HEXISTS', KEYS[at], learner) == 1
  end
  local total = isDone and 0 or sum(learner)
  if total > 0 then
    redis.call('ZADD', redis.call('ZSCORE', KEYS[1], learner) and KEYS[2] or KEYS[3], -total, learner)
  end
end
-- Nobody is left to finish it where the process dies.
for at = 2, 3 do redis.call('PEXPIRE', KEYS[at], 600000) end
return page[1]
