-- Writes a record if the one before it is known. KEYS: records, mark; ARGV: key, version before, record, mark.
-- Returns 1 and the mark before, or 0 where another version is there.
local now = redis.call('HGET', KEYS[1], ARGV[1])
if (now and string.match(now, '^%d+') or '0') ~= ARGV[2] then
  return {'0', ''}
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
local before = redis.call('GET', KEYS[2]) or ''
redis.call('SET', KEYS[2], ARGV[4])
return {'1', before}
