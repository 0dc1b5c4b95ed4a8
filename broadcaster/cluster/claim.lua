-- Takes a place if nobody has it. KEYS: the place, the index of all places; ARGV: note, milliseconds that the note lives, that an answer does, most places.
-- Returns what is there, or '' for a place that was taken now. Places beyond the most are given up, the oldest first.
local there = redis.call('GET', KEYS[1])
if there then
  return there
end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('ZADD', KEYS[2], string.format('%.0f', now), KEYS[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('(%.0f', now - ARGV[3] * 1000))
local over = redis.call('ZCARD', KEYS[2]) - ARGV[4]
if over > 0 then
  local oldest = redis.call('ZPOPMIN', KEYS[2], over)
  for i = 1, #oldest, 2 do
    redis.call('DEL', oldest[i])
  end
end
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return ''
