-- Gives a stream to a node. KEYS[1] is the lease's; ARGV: epoch, node, lease, milliseconds to live, channel.
-- Returns the epoch, and epoch and lease from before, empty if there are none. Epochs are whole below 2^53, as Lua's numbers are.
local before = redis.call('HMGET', KEYS[1], 'epoch', 'lease')
local epoch = string.format('%.0f', math.max(tonumber(before[1] or 0) + 1, tonumber(ARGV[1])))
redis.call('HSET', KEYS[1], 'epoch', epoch, 'node', ARGV[2], 'lease', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PUBLISH', ARGV[5], epoch .. ' ' .. ARGV[3])
return {epoch, before[1] or '', before[2] or ''}
