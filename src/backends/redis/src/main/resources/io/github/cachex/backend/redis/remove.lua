-- Removes what is there and answers it, ends the lease, wakes and tells.
-- ARGV: the offset of the last byte that is of use (-1: all are).
-- Answers 1, whether it was told, and the bytes (none if they are of another type); or 0 and whether it was told.
if late then
  return LATE
end
local there = redis.pcall('GETRANGE', KEYS[1], 0, ARGV[4])
redis.call('UNLINK', KEYS[1])
local told = changed()
if there == '' then
  return {now, 0, told}
end
return {now, 1, told, type(there) == 'string' and there or ''}
