-- Writes a report of a learner in place of the one that was read, and counts it for its item.
-- KEYS: 1 reports of the learner, 2 items. Named: item, was (or none: there was none), becomes, adds and drops (fields of
--       counts; or none). Returns: 1, or 0 where another one stands there.
local a = named()
if (redis.call('HGET', KEYS[1], a.item) or nil) ~= a.was then return 0 end
expect('HLEN', 2)
redis.call('HSET', KEYS[1], a.item, a.becomes)
if a.adds then redis.call('HINCRBY', KEYS[2], a.adds, 1) end
if a.drops then redis.call('HINCRBY', KEYS[2], a.drops, -1) end
return 1
