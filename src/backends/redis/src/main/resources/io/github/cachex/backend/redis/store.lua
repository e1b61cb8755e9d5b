-- Stores what was loaded under a lease, if that still holds, ends it and wakes. Found stored already, it succeeds again.
-- ARGV: frame with the token as entry id, fresh ms, total ms (-1: for ever), 1 where all who joined the cache are told.
-- Answers 1 or 0, and whether they were told. It may come late: the token decides.
local frame = ARGV[4]
local token = string.sub(frame, 20, 27)
local kind, owner = holder()
if kind == 'L' and owner == token then
  put(frame, ARGV[5], ARGV[6])
  if ARGV[7] == '1' then
    return {now, 1, changed()}
  end
  ended()
  return {now, 1}
end
local _, id = look()
return {now, id == token and 1 or 0}
