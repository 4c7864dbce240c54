-- Books a question as practised that is no round; again, and it is the newest.
-- KEYS: 1 practised items of a group. ARGV: 2 item, 3 how many are kept. Returns: nothing.
append_item(KEYS[1], ARGV[2], ARGV[3])
return false
