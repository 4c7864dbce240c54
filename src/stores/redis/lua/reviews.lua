-- Put in front of the scripts that keep reviews: a hash per learner with a field per concept, 'snapshot|entry;entry;'. An
-- entry is seven digits of time, a letter for the mode ('v': it voids), four signs, then 'id.item'.
-- right or wrong, how sure, hints: what an entry has between `head` and `tail` where an answer is judged.
local function judged_entry(review, right, confidence, hints)
  return review.head .. (right and '1' or '0') .. (confidence or '-') .. (hints or '0') .. review.tail
end
-- `text`: what is kept of the concept, which is read before the first write.
local function keep_review(reviews, concept, text, entry)
  redis.call('HSET', reviews, concept, (text or '|') .. entry .. ';')
end
-- Whether there is an entry of this id that voids, or one that is judged.
local function has_entry(text, id, voids)
  for mode, name in string.gmatch(string.match(text or '', '|(.*)$') or '', '%w%w%w%w%w%w%w(%l)....([^.;]*)%.[^;]*;') do
    if name == id and (mode == 'v') == voids then return true end
  end
  return false
end
