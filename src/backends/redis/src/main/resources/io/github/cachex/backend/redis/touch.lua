-- Gives a fresh entry a new lifetime from now, ends the lease, wakes and tells.
-- ARGV: fresh ms, stale window (8 bytes), total ms (-1: for ever). Answers 1 and whether it was
-- told, or 0.
if late then
  return LATE
end
local value, _, _, kind = look()
if value ~= 'F' then
  return {now, 0}
end
prolong(kind, ARGV[4], ARGV[5], ARGV[6])
return {now, 1, changed()}
