-- The message of a round is not there any more.
-- KEYS: 1 round, 2 due, 3 the message's key
-- Named: message (JSON), post (due member), lease (of posting, ms), fields (of the round to return)
-- Returns: the fields, or false where the round's message is another one, or none, or its close is over.
local a = named()
local round = redis.call('HMGET', KEYS[1], 'status', 'message')
local status = LIFE.lose[round[1]]
if not status or round[2] ~= a.message then return false end
expect('ZCARD', 2)
redis.call('HSET', KEYS[1], 'status', status, 'message', '')
redis.call('HINCRBY', KEYS[1], 'lost', 1)
-- The bot's reactions were below it.
redis.call('HDEL', KEYS[1], 'seeded')
redis.call('DEL', KEYS[3])
if status == 'posting' then set_due(KEYS[2], a.post, string.format('%.0f', clock() + tonumber(a.lease))) end
return redis.call('HMGET', KEYS[1], unpack(a.fields))
