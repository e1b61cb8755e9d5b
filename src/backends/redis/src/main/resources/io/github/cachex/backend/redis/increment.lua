-- Adds to a counter, which begins at zero with its first addition. KEYS: the counter's key.
-- ARGV: what to add, ms that a counter lives from its begin (-1: for ever).
-- Answers the sum as text: Lua would round it.
if late then
  return LATE
end
local begins = redis.call('EXISTS', KEYS[1]) == 0
redis.call('INCRBY', KEYS[1], ARGV[4])
if begins and ARGV[5] ~= '-1' then
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
end
return {now, 1, redis.call('GET', KEYS[1])}
