-- Stores an entry whatever is there, ends the lease, wakes and tells.
-- ARGV: frame, fresh ms, total ms (-1: for ever). Answers 1, and whether it was told.
if late then
  return LATE
end
put(ARGV[4], ARGV[5], ARGV[6])
return {now, 1, changed()}
