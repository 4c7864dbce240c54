-- Put in front of the scripts that keep reviews. What is kept of a learner is two hashes with a field per concept:
-- reviews as 'snapshot|entry;entry;', and when items were seen last as 'item=day;item=day;'. An entry is seven digits of
-- time, a letter for the mode ('v': it voids), four signs, then 'id.item'.
local function open_reviews(reviews, seen, concept)
  return { reviews = redis.call('HGET', reviews, concept), seen = redis.call('HGET', seen, concept) }
end
-- right or wrong, how sure, hints: what an entry has between `head` and `tail` where an answer is judged.
local function judged_entry(review, right, confidence)
  return review.head .. (right and '1' or '0') .. (confidence or '-') .. '0' .. review.tail
end
local function append_entry(reviews, concept, text, entry)
  redis.call('HSET', reviews, concept, (text or '|') .. entry .. ';')
end
local function keep_review(reviews, seen, before, review, entry)
  append_entry(reviews, review.concept, before.reviews, entry)
  local others, day = '', tonumber(review.day)
  for item, other in string.gmatch(before.seen or '', '([^=;]+)=(%d+);') do
    if item == review.short then day = math.max(day, tonumber(other)) else others = others .. item .. '=' .. other .. ';' end
  end
  redis.call('HSET', seen, review.concept, others .. review.short .. '=' .. string.format('%.0f', day) .. ';')
end
-- Whether there is an entry of this id that voids, or one that is judged.
local function has_entry(text, id, voids)
  for mode, name in string.gmatch(string.match(text or '', '|(.*)$') or '', '%w%w%w%w%w%w%w(%l)....([^.;]*)%.[^;]*;') do
    if name == id and (mode == 'v') == voids then return true end
  end
  return false
end
