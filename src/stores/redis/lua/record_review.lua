-- Appends a review that comes with no answer of a round, or voids one; each once by its id.
-- KEYS: 1 reviews, 2 seen
-- Named: concept, id, entry, short (item) and day of a review, or voids
-- Returns: 1, or 0 where it is there, or there is nothing to void.
local a = named()
local before = open_reviews(KEYS[1], KEYS[2], a.concept)
if has_entry(before.reviews, a.id, a.voids or false) or (a.voids and not before.reviews) then return 0 end
if a.voids then
  append_entry(KEYS[1], a.concept, before.reviews, a.entry)
else
  keep_review(KEYS[1], KEYS[2], before, a, a.entry)
end
return 1
