-- Brings what is known of a learner from schema 6 to 7: accuracy as one number by topic, and rounds that are theirs alone
-- marked among their rounds. What has the new shape already stays as it is.
-- KEYS: 1 learner, 2 own rounds (goes), 3 rounds. ARGV: 2 mark. Returns: nothing.
expect('HLEN', 1)
expect('ZCARD', 2, 3)
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  local kind, topic = string.match(fields[i], '^([nr])|(.*)$')
  if kind then
    redis.call('HINCRBY', KEYS[1], 't|' .. topic, string.format('%.0f', tonumber(fields[i + 1]) * (kind == 'n' and 1000000 or 1)))
    redis.call('HDEL', KEYS[1], fields[i])
  end
end
local own = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
for i = 1, #own, 2 do
  redis.call('ZREM', KEYS[3], own[i])
  note_round(KEYS[3], own[i] .. ARGV[2], own[i + 1], last_round(KEYS[3]))
end
redis.call('DEL', KEYS[2])
return false
