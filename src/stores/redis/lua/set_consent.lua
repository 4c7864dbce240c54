-- What a learner said of language models; after anything but a yes what they wrote is not kept for one.
-- KEYS: 1 consents, 2 written. ARGV: 2 learner, 3 what they said, or '' where they take it back
local said = ARGV[3]
expect('HLEN', 2)
if said == '' then redis.call('HDEL', KEYS[1], ARGV[2]) else redis.call('HSET', KEYS[1], ARGV[2], said) end
if string.sub(said, 1, 1) ~= 'y' then redis.call('DEL', KEYS[2]) end
