-- A session is over, if it is still this one. KEYS: 1 session. ARGV: 2 id. Returns: nothing.
if redis.call('HGET', KEYS[1], 'id') == ARGV[2] then redis.call('DEL', KEYS[1]) end
return false
