-- Gives a stream to a node. KEYS[1] is the lease's; ARGV: epoch, node, lease, milliseconds to live, channel.
-- Returns the epoch, and what was said last of the stream: epoch and lease, empty if nothing was. That stays until the node keeps its lease.
-- Epochs are whole below 2^53, as Lua's numbers are.
local before = redis.call('HMGET', KEYS[1], 'epoch', 'lease', 'said')
local epoch = string.format('%.0f', math.max(tonumber(before[1] or 0) + 1, tonumber(ARGV[1])))
local said = before[3] or before[1] and before[2] and before[1] .. ' ' .. before[2]
redis.call('HSET', KEYS[1], 'epoch', epoch, 'node', ARGV[2], 'lease', ARGV[3])
if said then
  redis.call('HSET', KEYS[1], 'said', said)
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PUBLISH', ARGV[5], epoch .. ' ' .. ARGV[3])
return {epoch, said or ''}
