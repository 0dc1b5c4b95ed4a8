-- Writes those records that are newer, and removes what is left of deleted ones. KEYS: records, mark; ARGV: mark, then of each record
-- its key, its version, and the record, which is empty for one to be removed. Returns the mark before.
-- Versions are whole below 2^53, as Lua's numbers are.
for i = 2, #ARGV, 3 do
  local now = redis.call('HGET', KEYS[1], ARGV[i])
  local version = now and tonumber(string.match(now, '^%d+')) or 0
  if ARGV[i + 2] == '' then
    if version == tonumber(ARGV[i + 1]) then
      redis.call('HDEL', KEYS[1], ARGV[i])
    end
  elseif version < tonumber(ARGV[i + 1]) then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2])
  end
end
local before = redis.call('GET', KEYS[2]) or ''
redis.call('SET', KEYS[2], ARGV[1])
return before
