-- Removes what is there and answers it, ends the lease, wakes and tells.
-- Answers 1 and the bytes (none if they are of another type), or 0.
if late then
  return LATE
end
local there = redis.pcall('GET', KEYS[1])
redis.call('UNLINK', KEYS[1])
changed()
if not there then
  return {now, 0}
end
return {now, 1, type(there) == 'string' and there or ''}
