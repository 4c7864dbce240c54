-- Notes that an effect of a close is begun, where the one who asks still shows the close.
-- KEYS: 1 round. ARGV: 2 effect, 3 token. Returns: 'first', 'again' or 'lost'.
local round = redis.call('HMGET', KEYS[1], 'status', 'closer')
if not LIFE.show[round[1]] or round[2] ~= ARGV[3] then return 'lost' end
return redis.call('HSETNX', KEYS[1], ARGV[2], 'begun') == 1 and 'first' or 'again'
