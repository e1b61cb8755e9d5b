-- Removes what is there and answers it, ends the lease, wakes and tells.
-- Answers 1, whether it was told, and the bytes (none if they are of another type); or 0 and whether it was told.
if late then
  return LATE
end
local there = redis.pcall('GET', KEYS[1])
redis.call('UNLINK', KEYS[1])
local told = changed()
if not there then
  return {now, 0, told}
end
return {now, 1, told, type(there) == 'string' and there or ''}
