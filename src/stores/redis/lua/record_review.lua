-- Appends a review that comes with no answer of a round, or voids one; each once by its id.
-- KEYS: 1 reviews. Named: concept, id, entry, voids
-- Returns: 1, or 0 where it is there, or there is nothing to void.
local a = named()
local text = redis.call('HGET', KEYS[1], a.concept)
if has_entry(text, a.id, a.voids or false) or (a.voids and not text) then return 0 end
keep_review(KEYS[1], a.concept, text, a.entry)
return 1
