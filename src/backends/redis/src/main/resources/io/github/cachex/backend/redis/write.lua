-- Stores an entry whatever is there, ends the lease, wakes and tells.
-- KEYS[3]: what was taken. ARGV: frame, fresh ms, total ms (-1: for ever). Answers 1, and whether it was told. What was stored
-- under this id and has been handed out since is not stored again.
if late then
  return LATE
end
if wasTaken(string.sub(ARGV[4], 20, 27)) then
  return {now, 1, 1}
end
put(ARGV[4], ARGV[5], ARGV[6])
return {now, 1, changed()}
