-- Looks at the entry and, unless it is fresh, tries to win the lease. Repeated with the holder's token it wins again.
-- ARGV: token, lease in ms, id of the entry that the caller cannot use, id of the JVM to wake, ms of the longest marker.
-- Answers: value F, S or M; entry id; lease W (won), B (busy), C (cool down) or N (none); its ms left;
-- the words with which Redis refused the lease, if it did.
if late then
  return LATE
end
local token, px, rejected, waiter = ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local value, id = look()
if id == rejected then
  value, id = 'M', ''
end
if value == 'F' then
  return {now, 1, value, id, 'N', 0}
end
local kind, owner, text = holder()
-- What has far more left than the caller's own would have got it from a clock that was set back, or is nobody's of us. Twice as
-- much is less than anybody waits for a lease.
local left = kind == 'N' and 0 or redis.call('PTTL', KEYS[2])
if kind == 'C' and left > 2 * tonumber(ARGV[8]) then
  kind = 'N'
elseif kind == 'L' and left > 2 * tonumber(px) then
  left = tonumber(px)
  redis.call('PEXPIRE', KEYS[2], px)
end
if kind == 'C' then
  return {now, 1, value, id, 'C', left}
elseif kind == 'L' and owner == token then
  redis.call('PEXPIRE', KEYS[2], px)
  return {now, 1, value, id, 'W', 0}
elseif kind == 'L' then
  local known = false
  for at = 9, #text, 8 do
    known = known or string.sub(text, at, at + 7) == waiter
  end
  if not known and #text < LEASE then
    redis.pcall('APPEND', KEYS[2], waiter)
  end
  return {now, 1, value, id, 'B', left}
end
-- A server without memory, or a replica, refuses the lease; that must not hide a stale value.
local won = redis.pcall('SET', KEYS[2], token, 'PX', px)
if type(won) == 'table' and won.err then
  return {now, 1, value, id, 'N', 0, won.err}
end
return {now, 1, value, id, 'W', 0}
