-- Stores an entry whatever is there, ends the lease and wakes.
-- ARGV: frame, fresh ms, total ms (-1: for ever). Answers 1.
if late then
  return LATE
end
put(ARGV[3], ARGV[4], ARGV[5])
ended()
return {now, 1}
