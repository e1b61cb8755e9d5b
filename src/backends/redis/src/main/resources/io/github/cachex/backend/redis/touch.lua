-- Gives a fresh entry a new lifetime from now, ends the lease, wakes and tells.
-- ARGV: fresh ms, stale window (8 bytes), total ms (-1: for ever). Answers 1 and whether it was
-- told, or 0.
if late then
  return LATE
end
if look() ~= 'F' then
  return {now, 0}
end
prolong(ARGV[4], ARGV[5], ARGV[6])
return {now, 1, changed()}
