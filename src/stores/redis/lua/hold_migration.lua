-- Holds the right to change the shape of what is stored, for one replica, and writes down a shape that is reached.
-- KEYS: 1 schema, 2 who holds it
-- ARGV: 2 token of the one who asks, 3 how long it holds (ms), 4 the schema it has seen, or '', 5 the schema reached, or ''
-- Returns: 1, or 0 where another holds it, or the schema is another by now.
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[2] then return 0 end
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[4] then return 0 end
if ARGV[5] == '' then
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
else
  redis.call('SET', KEYS[1], ARGV[5])
  redis.call('DEL', KEYS[2])
end
return 1
