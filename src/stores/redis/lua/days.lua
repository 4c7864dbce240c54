-- Put in front of the scripts that count an answer among a learner's days: a hash with a field per ISO week, 'n,n,n,n,n,n,n'.
-- `day`: week (counted from 1970), weekday (1 is Monday), kept (weeks). `text`: what is kept of the week, which is read
-- before the first write.
local function count_day(key, day, text)
  local weekday, at = tonumber(day.weekday), 0
  local counts = string.gsub(text or '0,0,0,0,0,0,0', '%d+', function(count)
    at = at + 1
    if at == weekday then return string.format('%.0f', tonumber(count) + 1) end
  end)
  redis.call('HSET', key, day.week, counts)
  if text then return end
  for _, week in ipairs(redis.call('HKEYS', key)) do
    if tonumber(week) <= tonumber(day.week) - tonumber(day.kept) then redis.call('HDEL', key, week) end
  end
end
