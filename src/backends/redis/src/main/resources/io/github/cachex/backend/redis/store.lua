-- Stores what was loaded under a lease, if that still holds, ends it and wakes. Found stored already, it succeeds again.
-- ARGV: frame with the token as entry id, fresh ms, total ms (-1: for ever).
-- Answers 1 or 0. It may come late: the token decides.
local frame = ARGV[4]
local token = string.sub(frame, 20, 27)
local kind, owner = holder()
if kind == 'L' and owner == token then
  put(frame, ARGV[5], ARGV[6])
  ended()
  return {now, 1}
end
local _, id = look()
return {now, id == token and 1 or 0}
