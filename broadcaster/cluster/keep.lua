-- Prolongs a lease, or puts it back. KEYS[1] is the lease's; ARGV: epoch, node, lease, milliseconds to live, channel.
-- Returns the epoch and nothing; or, where another node's lease holds, that one's epoch and lease.
local now = redis.call('HMGET', KEYS[1], 'epoch', 'node', 'lease')
local epoch = tonumber(now[1] or 0)
if now[1] and now[2] ~= ARGV[2] and epoch >= tonumber(ARGV[1]) then
  return {now[1], now[3]}
end
epoch = string.format('%.0f', math.max(epoch, tonumber(ARGV[1])))
redis.call('HSET', KEYS[1], 'epoch', epoch, 'node', ARGV[2], 'lease', ARGV[3])
redis.call('HDEL', KEYS[1], 'said')
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if now[2] ~= ARGV[2] then
  redis.call('PUBLISH', ARGV[5], epoch .. ' ' .. ARGV[3])
end
return {epoch, ''}
