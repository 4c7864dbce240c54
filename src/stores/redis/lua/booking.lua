-- Put in front of the scripts that book points. Their keys hold a block that begins at `first`:
--   what is known of the team's boards,
--   the group's part: boards that show (day, week, month, all time, all time of the topic), the same for learners who
--     do not show, and the ledger of the week,
--   and where the team has several groups: the team's part, the first group's two boards of all time, sums by span
--     (day, week, month, all time), the groups' days, and the group's ledgers of the weeks around.
-- Boards hold negative points, so that Redis's own order is the board's: most points first, ties by learner id.
-- A ledger holds of each learner what was earned in a week: 'Ba21Cb4' is 21 points on Tuesday in the topic a and 4 on
-- Wednesday in b. The letters of topics are kept with what is known of the team's boards.
-- What comes as `b`: group, topic, letter and day (the date, by the letter of its weekday and counted from 1970),
-- monday (the first of the weeks around), expires (of day, week, month), ledgerExpires, home (where there are several
-- groups: the first one).
local BOARDS, PART, SPANS, AROUND, REACH, DAYS_KEPT = 5, 11, 4, 11, 30, 75
local function letters(number)
  local text = ''
  repeat
    text = string.char(97 + number % 26) .. text
    number = math.floor(number / 26) - 1
  until number < 0
  return text
end
-- Checks the block for learners of one side or of both; `learner`: the only one, whose lines of the ledgers are read.
-- Nil where the keys do not suit: then the second result is the
-- first group of the team, whose keys belong to the block.
local function open_books(first, b, sides, learner)
  local known = redis.call('HMGET', KEYS[first], 'home', 'several', 'topics', 't|' .. b.topic)
  local home = known[1] or b.group
  local several = known[2] or home ~= b.group
  if several and b.home ~= home then return nil, home end
  local books = {
    b = b, known = KEYS[first], isFirst = not known[1], state = known[2], several = several, fresh = {}, lines = {},
    parts = { first + 1, several and first + 1 + PART or nil }, isNewTopic = not known[4],
    code = known[4] or letters(tonumber(known[3] or '0')),
  }
  local function look(read, at)
    if redis.call(read, KEYS[at]) == 0 then books.fresh[at] = true end
  end
  for _, part in ipairs(books.parts) do
    for _, side in ipairs(sides) do
      for at = part + side, part + side + BOARDS - 1 do look('ZCARD', at) end
    end
    local ledger = part + 2 * BOARDS
    if learner then books.lines[ledger] = redis.call('HGET', KEYS[ledger], learner) or '' end
    -- What is on the board of the week is in its ledger.
    if not learner or books.fresh[part + sides[1] + 1] then look('HLEN', ledger) end
  end
  if several then
    books.home = first + 1 + 2 * PART
    books.sums = books.home + 2
    books.days = books.sums + SPANS
    books.around = books.days + 1
    expect('ZCARD', books.home, books.home + 1)
    for at = books.sums, books.sums + SPANS - 1 do look('HLEN', at) end
    expect('HLEN', books.days, books.around + AROUND - 1)
  end
  return books
end
-- Whether what a learner has in the first group is not in the team's boards yet.
local function is_to_carry(books, learner)
  if not books.several or books.state == 'all' then return false end
  local all = books.parts[2] + 3
  if redis.call('ZSCORE', KEYS[all], learner) or redis.call('ZSCORE', KEYS[all + BOARDS], learner) then return false end
  return redis.call('ZSCORE', KEYS[books.home], learner) or redis.call('ZSCORE', KEYS[books.home + 1], learner)
end
-- Adds to a ledger what was earned under a mark, the letters of day and topic.
local function in_ledger(text, mark, points)
  local function more(had) return mark .. string.format('%.0f', tonumber(had) + points) end
  local changed, found = string.gsub(text, mark .. '(%d+)', more, 1)
  return found > 0 and changed or text .. mark .. string.format('%.0f', points)
end
-- What a group's learners earned by day, and how many more or fewer count from then on as active in 30 days:
-- 'active before;first day;points:change,points,,...', a day each, counted from 1970; what is 0 is left out.
local function change_days(key, group, today, changes)
  local base, first, rest = string.match(redis.call('HGET', key, group) or '0;0;', '^(-?%d+);(%d+);(.*)$')
  local days, low, high = {}, math.huge, -math.huge
  local function add(day, points, change)
    if points == 0 and change == 0 then return end
    local had = days[day] or { 0, 0 }
    days[day] = { had[1] + points, had[2] + change }
    if day < today - DAYS_KEPT then return end
    low, high = math.min(low, day), math.max(high, day)
  end
  local day = tonumber(first)
  for points, change in string.gmatch(rest, '(%d*):?(-?%d*),') do
    add(day, tonumber(points) or 0, tonumber(change) or 0)
    day = day + 1
  end
  for _, change in ipairs(changes) do add(change[1], change[2], change[3]) end
  for each, sums in pairs(days) do
    if each < today - DAYS_KEPT then base = base + sums[2] end
  end
  local kept = {}
  for each = low, high do
    local points, change = unpack(days[each] or { 0, 0 })
    kept[#kept + 1] = (points == 0 and '' or string.format('%.0f', points)) .. (change == 0 and '' or string.format(':%.0f', change)) .. ','
  end
  redis.call('HSET', key, group, string.format('%.0f;%.0f;', base, #kept > 0 and low or 0) .. table.concat(kept))
end
-- The days in a ledger that begins on a Monday.
local function days_in(text, monday, each)
  for letter, points in string.gmatch(text or '', '(%u)%l+(%d+)') do
    each(monday + string.byte(letter) - 65, tonumber(points))
  end
end
-- What all that a learner has in ledgers, of consecutive weeks from `monday` on, adds to their group's days, or takes
-- away where `sign` is -1.
local function changes_of(texts, monday, sign)
  local sums, days, changes = {}, {}, {}
  for week, text in pairs(texts) do
    days_in(text, monday + 7 * (week - 1), function(day, points)
      if not sums[day] then days[#days + 1] = day end
      sums[day] = (sums[day] or 0) + points
    end)
  end
  table.sort(days)
  for i, day in ipairs(days) do
    changes[#changes + 1] = { day, sign * sums[day], sign }
    changes[#changes + 1] = { math.min(day + REACH, days[i + 1] or day + REACH), 0, -sign }
  end
  return changes
end
-- How the count of the active changes with a learner's day between one before and one after, where there are any.
local function active_from(day, before, after)
  local function ending(from, to) return math.min(from + REACH, to or from + REACH) end
  local changes = { { day, 0, 1 }, { ending(day, after), 0, -1 } }
  if before then
    changes[3] = { ending(before, after), 0, 1 }
    changes[4] = { ending(before, day), 0, -1 }
  end
  return changes
end
local function book_days(books, learner, points)
  local b = books.b
  local day, before, after, had = tonumber(b.day), nil, nil, false
  for week = 0, AROUND - 1 do
    days_in(redis.call('HGET', KEYS[books.around + week], learner), tonumber(b.monday) + 7 * week, function(other)
      if other == day then had = true end
      if other < day and (not before or other > before) then before = other end
      if other > day and (not after or other < after) then after = other end
    end)
  end
  local changes = had and {} or active_from(day, before, after)
  changes[#changes + 1] = { day, points, 0 }
  change_days(KEYS[books.days], b.group, day, changes)
end
local function settle(books, at, expires)
  if books.fresh[at] and expires then expire_at(KEYS[at], expires) end
  books.fresh[at] = nil
end
-- Books points on every board that counts them. `side`: 0, or BOARDS for a learner who does not show.
local function book_points(books, learner, points, side)
  if points == 0 then return end
  local b = books.b
  if books.isFirst then redis.call('HSET', books.known, 'home', b.group) end
  if books.isNewTopic then
    redis.call('HINCRBY', books.known, 'topics', 1)
    redis.call('HSET', books.known, 't|' .. b.topic, books.code)
  end
  if books.several and not books.state then redis.call('HSET', books.known, 'several', 'some') end
  books.isFirst, books.isNewTopic, books.state = false, false, books.state or 'some'
  if books.several then book_days(books, learner, points) end
  for number, part in ipairs(books.parts) do
    for at = 0, BOARDS - 1 do
      local place = part + side + at
      local total = redis.call('ZINCRBY', KEYS[place], -points, learner)
      settle(books, place, b.expires[at + 1])
      if books.several and number == 1 and at < SPANS then
        local sums = books.sums + at
        redis.call('HINCRBY', KEYS[sums], 'p|' .. b.group, points)
        -- The learner's first points here: one more who is active.
        if tonumber(total) == -points then redis.call('HINCRBY', KEYS[sums], 'n|' .. b.group, 1) end
        settle(books, sums, b.expires[at + 1])
      end
    end
    local ledger = part + 2 * BOARDS
    local text = books.lines[ledger] or redis.call('HGET', KEYS[ledger], learner) or ''
    redis.call('HSET', KEYS[ledger], learner, in_ledger(text, b.letter .. books.code, points))
    settle(books, ledger, b.ledgerExpires)
  end
end
-- How often a learner answered in a topic, and how often right, is one number of theirs: 23000014 is 14 of 23.
local function accuracy_of(topic) return 't|' .. topic end
local function judged_once(right) return right and 1000001 or 1000000 end
