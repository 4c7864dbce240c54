-- Writes shorter texts in place of those that were read, where nothing was appended since, and when the items of what
-- went into their snapshots were seen.
-- KEYS: 1 reviews, 2 seen. Named: texts (concept, was, reviews, seen). Returns: nothing.
local texts = named().texts
local read = {}
for i, text in ipairs(texts) do read[i] = redis.call('HGET', KEYS[1], text.concept) end
expect('HLEN', 2)
for i, text in ipairs(texts) do
  if read[i] == text.was then
    redis.call('HSET', KEYS[1], text.concept, text.reviews)
    redis.call('HSET', KEYS[2], text.concept, text.seen)
  end
end
return false
