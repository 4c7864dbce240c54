-- Writes shorter texts in place of those that were read, where nothing was appended since.
-- KEYS: 1 reviews. Named: texts (concept, was, becomes). Returns: nothing.
for _, text in ipairs(named().texts) do
  if redis.call('HGET', KEYS[1], text.concept) == text.was then
    redis.call('HSET', KEYS[1], text.concept, text.becomes)
  end
end
return false
