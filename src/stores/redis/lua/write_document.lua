-- A document in place of the one that was read, or none, and when it is due.
-- KEYS: 1 document, 2 documents of its kind, 3 due, then the documents of each learner in it, then of each who was
-- ARGV (named): read, the version that was read; id, name; value, or none to remove it; of (JSON); holders, how many
-- learners are in it; ends, when it is forgotten; job; at, when that is due, or none
-- Returns: 1, or 0 where another change came first.
local args = named()
expect('HLEN', 1)
expect('ZCARD', 2, #KEYS)
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= args.read then return 0 end
local holders = tonumber(args.holders)
for i = 4 + holders, #KEYS do redis.call('ZREM', KEYS[i], args.name) end
set_due(KEYS[3], args.job, args.at or '')
redis.call('DEL', KEYS[1])
if not args.value then
  redis.call('ZREM', KEYS[2], args.id)
  for i = 4, 3 + holders do redis.call('ZREM', KEYS[i], args.name) end
  return 1
end
redis.call('HSET', KEYS[1], 'version', string.format('%.0f', tonumber(args.read) + 1), 'value', args.value, 'of', args.of)
expire_at(KEYS[1], args.ends)
-- Each list lives as long as the last that it names.
local function list(key, member)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.0f', clock()))
  redis.call('ZADD', key, args.ends, member)
  expire_at(key, redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2])
end
list(KEYS[2], args.id)
for i = 4, 3 + holders do list(KEYS[i], args.name) end
return 1
