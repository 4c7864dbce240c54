-- The next step of a learner's session; the first step of one takes the place of any other.
-- KEYS: 1 session. ARGV: 2 id, 3 version, 4 state, 5 when it is forgotten after its last step, in milliseconds
-- Returns: 'written', 'moved' where this step was taken before, 'gone' where another session, or none, is there.
local before = redis.call('HMGET', KEYS[1], 'id', 'version')
local same = before[1] == ARGV[2]
if ARGV[3] ~= '1' and not same then return 'gone' end
if same and tonumber(ARGV[3]) ~= tonumber(before[2]) + 1 then return 'moved' end
redis.call('HSET', KEYS[1], 'id', ARGV[2], 'version', ARGV[3], 'state', ARGV[4])
expire_at(KEYS[1], clock() + tonumber(ARGV[5]))
return 'written'
