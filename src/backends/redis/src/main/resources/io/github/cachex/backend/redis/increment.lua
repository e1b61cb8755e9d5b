-- Adds to a counter, which begins at zero with its first addition: a hash of the sum 'n' and its window 'w', in ms (-1: for ever).
-- KEYS: the counter's key. ARGV: what to add, ms that a counter lives from its begin (-1: for ever).
-- Answers the sum as text: Lua would round it. Adding zero writes nothing.
if late then
  return LATE
end
if tonumber(ARGV[4]) == 0 then
  return {now, 1, redis.call('HGET', KEYS[1], 'n') or '0'}
end
local ends, begun = redis.call('PTTL', KEYS[1]), redis.call('HGET', KEYS[1], 'w')
redis.call('HINCRBY', KEYS[1], 'n', ARGV[4])
local window = tonumber(begun or ARGV[5])
-- One that was begun for ever, or lost its end to another tool, gets that of who adds to it.
if ends < 0 and ARGV[5] ~= '-1' then
  window = tonumber(ARGV[5])
end
if not begun or tonumber(begun) ~= window then
  redis.call('HSET', KEYS[1], 'w', string.format('%.0f', window))
end
-- What has more left than its window has it from this clock, which was set back.
if window > 0 and (ends < 0 or ends > window) then
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', window))
end
return {now, 1, redis.call('HGET', KEYS[1], 'n')}
