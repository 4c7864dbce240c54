-- The message of a round is not there any more.
-- KEYS: 1 round, 2 due, 3 the message's key
-- ARGV: 2 message (JSON), 3 due member of posting, 4 lease of posting (ms), 5... fields of the round to return
-- Returns: the fields, or false where the round's message is another one, or none, or its close is over.
local round = redis.call('HMGET', KEYS[1], 'status', 'message')
if round[1] ~= 'open' and round[1] ~= 'closing' then return false end
if round[2] ~= ARGV[2] then return false end
expect('ZCARD', 2)
redis.call('HSET', KEYS[1], 'message', '')
redis.call('HINCRBY', KEYS[1], 'lost', 1)
redis.call('DEL', KEYS[3])
if round[1] == 'open' then
  set_due(KEYS[2], ARGV[3], string.format('%.0f', clock() + tonumber(ARGV[4])))
end
return redis.call('HMGET', KEYS[1], unpack(ARGV, 5))
