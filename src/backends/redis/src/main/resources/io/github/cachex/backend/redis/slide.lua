-- Gives a fresh entry that still is the one of this id a new lifetime from now. The value stays the same, so nobody is told.
-- ARGV: fresh ms, stale window (8 bytes), total ms (-1: for ever), entry id. Answers 1 or 0.
if late then
  return LATE
end
local value, id, _, kind = look()
if value ~= 'F' or id ~= ARGV[7] then
  return {now, 0}
end
prolong(kind, ARGV[4], ARGV[5], ARGV[6])
return {now, 1}
