-- Put in front of the scripts that keep reviews and count answers for their items: a hash per learner with a field per concept, 'snapshot|entry;entry;'. An
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
-- Whether an item was answered before, by what is kept of its concept and of items that went into a snapshot.
local function has_answered(text, seen, short)
  if seen and string.find(';' .. seen, ';' .. short .. '=', 1, true) then return true end
  for item in string.gmatch(string.match(text or '', '|(.*)$') or '', '%w%w%w%w%w%w%w%l....[^.;]*%.([^;]*);') do
    if item == short then return true end
  end
  return false
end
-- The sums of an item over everybody, as `learning/item-sums.ts` writes them.
local function read_sums(key, counted)
  local sums = {}
  for number in string.gmatch(redis.call('HGET', key, counted.field) or '0,0,0', '%d+') do
    sums[#sums + 1] = tonumber(number)
  end
  return sums
end
-- Counts an answer. `accuracy`: what its learner had of the topic before, as booking.lua keeps it.
local function count_choice(sums, counted, choice, accuracy)
  local option, before = tonumber(counted.options[tonumber(choice) + 1] or nil), tonumber(accuracy or '0')
  if not option then return end
  local at, answered = 3 + 3 * option, math.floor(before / 1000000)
  for place = #sums + 1, at + 3 do sums[place] = 0 end
  sums[at + 1] = sums[at + 1] + 1
  if answered < tonumber(counted.least) then return end
  local share = math.floor(100 * (before % 1000000) / answered)
  sums[at + 2] = sums[at + 2] + 1
  if share >= tonumber(counted.strong) then sums[at + 3] = sums[at + 3] + 1 end
  sums[1], sums[2] = sums[1] + share, sums[2] + share * share
  if option == 0 then sums[3] = sums[3] + share end
end
local function keep_sums(key, counted, sums)
  -- Nobody was counted, now or before.
  if #sums <= 3 then return end
  for place, number in ipairs(sums) do sums[place] = string.format('%.0f', number) end
  redis.call('HSET', key, counted.field, table.concat(sums, ','))
end
