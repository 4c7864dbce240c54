-- Appends a review that comes with no answer of a round, or voids one; each once by its id.
-- KEYS: 1 reviews, 2 days of the learner. Named: concept, id, entry, voids, day (see days; or none)
-- Returns: 1, or 0 where it is there, or there is nothing to void.
local a = named()
local text = redis.call('HGET', KEYS[1], a.concept)
if has_entry(text, a.id, a.voids or false) or (a.voids and not text) then return 0 end
local days = a.day and redis.call('HGET', KEYS[2], a.day.week)
keep_review(KEYS[1], a.concept, text, a.entry)
if a.day then count_day(KEYS[2], a.day, days) end
return 1
