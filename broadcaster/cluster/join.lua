-- Says that a node is there, and returns who is. KEYS[1] is who is there, by the time until which; ARGV: node, milliseconds that it is there, most nodes.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
return redis.call('ZREVRANGE', KEYS[1], 0, ARGV[3] - 1)
