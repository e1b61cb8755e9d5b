-- Removes what is there and answers it, ends the lease, wakes and tells. Its id is kept for a while, so that a put which is repeated
-- does not bring it back. KEYS[3]: what was removed.
-- ARGV: the offset of the last byte that is of use (-1: all are), the ms for which the id is kept.
-- Answers 1, whether it was told, and the bytes (none if they are of another type); or 0 and whether it was told.
if late then
  return LATE
end
local there = redis.pcall('GETRANGE', KEYS[1], 0, ARGV[4])
redis.call('UNLINK', KEYS[1])
if type(there) == 'string' and version(there) then
  local before = redis.pcall('GET', KEYS[3])
  local ids = type(before) == 'string' and string.sub(before, -504) or ''
  redis.pcall('SET', KEYS[3], ids .. string.sub(there, 20, 27), 'PX', ARGV[5])
end
local told = changed()
if there == '' then
  return {now, 0, told}
end
return {now, 1, told, type(there) == 'string' and there or ''}
