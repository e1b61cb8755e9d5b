-- Gives a fresh entry a new lifetime from now, ends the lease and wakes.
-- ARGV: flags, fresh ms, total ms (-1: for ever). Answers 1 or 0.
if late then
  return LATE
end
if look() ~= 'F' then
  return {now, 0}
end
redis.call('SETRANGE', KEYS[1], 3, ARGV[3] .. untilWhen(ARGV[4]))
if ARGV[5] == '-1' then
  redis.call('PERSIST', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
end
ended()
return {now, 1}
