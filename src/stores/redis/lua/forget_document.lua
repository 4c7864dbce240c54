-- Takes a learner off a document; what is of nobody else goes.
-- KEYS: 1 document, 2 documents of its kind, 3 due, 4 documents of the learner
-- ARGV: 2 learner, 3 id, 4 name, 5 due member
expect('ZCARD', 2, 4)
local version, of = unpack(redis.call('HMGET', KEYS[1], 'version', 'of'))
redis.call('ZREM', KEYS[4], ARGV[4])
if not version then return end
local kept = {}
for _, learner in ipairs(cjson.decode(of)) do
  if learner ~= ARGV[2] then kept[#kept + 1] = learner end
end
if #kept > 0 then
  redis.call('HSET', KEYS[1], 'version', string.format('%.0f', tonumber(version) + 1), 'of', cjson.encode(kept))
  return
end
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[3])
set_due(KEYS[3], ARGV[5], '')
