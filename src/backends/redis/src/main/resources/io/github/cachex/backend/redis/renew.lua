-- Extends a lease that is still held.
-- ARGV: token, ms from now. Answers 1 or 0.
local kind, owner = holder()
if kind ~= 'L' or owner ~= ARGV[4] then
  return {now, 0}
end
return {now, redis.call('PEXPIRE', KEYS[2], ARGV[5])}
