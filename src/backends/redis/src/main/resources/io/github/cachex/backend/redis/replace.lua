-- Stores an entry in the place of a fresh one of another id, which holds the same value; ends the lease, wakes and tells. Found
-- stored already, it succeeds again. The other id is kept for a while, so that a put of that which is repeated does not bring it back.
-- KEYS[3]: what was taken.
-- ARGV: frame, fresh ms, total ms (-1: for ever), id of the entry that is there, the ms for which it is kept.
-- Answers 1 and whether it was told, or 0.
if late then
  return LATE
end
local value, id = look()
if id == string.sub(ARGV[4], 20, 27) then
  return {now, 1, 1}
end
if value ~= 'F' or id ~= ARGV[7] then
  return {now, 0}
end
put(ARGV[4], ARGV[5], ARGV[6])
taken(ARGV[7], ARGV[8])
return {now, 1, changed()}
