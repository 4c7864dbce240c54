-- Writes a text in place of the one that was read.
-- KEYS: 1 text. ARGV: 2 what was read, 3 what is written
-- Returns: 1, or 0 where there is another text by now.
if redis.call('GET', KEYS[1]) ~= ARGV[2] then return 0 end
redis.call('SET', KEYS[1], ARGV[3])
return 1
