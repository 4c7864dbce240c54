-- Put in front of the scripts that count an answer among a learner's days: a hash with a field per ISO week, 'n,n,n,n,n,n,n'.
-- `day`: week (counted from 1970), weekday (1 is Monday), kept (weeks). `text`: what is kept of the week, which is read
-- before the first write.
local function count_day(key, day, text)
  local counts, at = {}, 0
  for count in string.gmatch(text or '0,0,0,0,0,0,0', '%d+') do
    at = at + 1
    counts[at] = at == tonumber(day.weekday) and string.format('%.0f', tonumber(count) + 1) or count
  end
  redis.call('HSET', key, day.week, table.concat(counts, ','))
  if text then return end
  for _, week in ipairs(redis.call('HKEYS', key)) do
    if tonumber(week) <= tonumber(day.week) - tonumber(day.kept) then redis.call('HDEL', key, week) end
  end
end
