-- Removes what is there and answers it, ends the lease, wakes and tells. Its id is kept for a while, so that a put which is repeated
-- does not bring it back, and the id of the removal, so that one which is repeated takes nothing else. KEYS[3]: what was taken.
-- ARGV: the offset of the last byte that is of use (-1: all are), the ms for which ids are kept, the id of this removal.
-- Answers 1, whether it was told, and the bytes (none if they are of another type); 0 and whether it was told; or 2 where this
-- removal has taken something before.
if late then
  return LATE
end
if wasTaken(ARGV[6]) then
  return {now, 2, 1}
end
local there = redis.pcall('GETRANGE', KEYS[1], 0, ARGV[4])
redis.call('UNLINK', KEYS[1])
if there ~= '' then
  local known = type(there) == 'string' and version(there)
  taken((known and string.sub(there, 20, 27) or '') .. ARGV[6], ARGV[5])
end
local told = changed()
if there == '' then
  return {now, 0, told}
end
return {now, 1, told, type(there) == 'string' and there or ''}
