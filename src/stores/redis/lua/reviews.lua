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
-- Counts answers to a concept for the group: 1 each, `wrong` more for one that was wrong; and who answered, by day. With
-- each answer that is judged, so that nobody has to sum over members.
local function count_answers(month, active, count, concept, learners, wrongs)
  if #learners == 0 then return end
  local added = #learners + wrongs * tonumber(count.wrong)
  if redis.call('HINCRBY', month, concept, added) == added then expire_at(month, count.expires) end
  for _, learner in ipairs(learners) do redis.call('ZADD', active, count.day, learner) end
end
-- Whether there is an entry of this id that voids, or one that is judged.
local function has_entry(text, id, voids)
  for mode, name in string.gmatch(string.match(text or '', '|(.*)$') or '', '%w%w%w%w%w%w%w(%l)....([^.;]*)%.[^;]*;') do
    if name == id and (mode == 'v') == voids then return true end
  end
  return false
end
