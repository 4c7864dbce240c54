-- Switches a learner's reminders on or off, or changes them, and what is due with them.
-- KEYS: 1 what is kept of their reminders, 2 due. ARGV: 2 terms (JSON) or '' for off, 3 when it is looked next or '', 4 due member
expect('HLEN', 1)
expect('ZCARD', 2)
if ARGV[2] == '' then redis.call('HDEL', KEYS[1], 'terms', 'next')
else redis.call('HSET', KEYS[1], 'terms', ARGV[2], 'next', ARGV[3]) end
set_due(KEYS[2], ARGV[4], ARGV[3])
