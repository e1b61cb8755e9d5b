-- Adds to a counter, which begins at zero with its first addition. KEYS: the counter's key.
-- ARGV: what to add, ms that a counter lives from its begin (-1: for ever).
-- Answers the sum as text: Lua would round it. Adding zero writes nothing.
if late then
  return LATE
end
if tonumber(ARGV[4]) == 0 then
  local sum = redis.call('GETRANGE', KEYS[1], 0, 20)
  return {now, 1, sum == '' and '0' or sum}
end
local ends = redis.call('PTTL', KEYS[1])
redis.call('INCRBY', KEYS[1], ARGV[4])
-- One that was begun for ever, or lost its end to another tool, gets that of who adds to it.
if ends < 0 and ARGV[5] ~= '-1' then
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
end
return {now, 1, redis.call('GET', KEYS[1])}
