-- Stores an entry unless a fresh one is there; the rejected one does not count, and finding this very entry is success, or that it
-- was taken a moment ago. KEYS[3]: what was taken.
-- ARGV: frame, fresh ms, total ms (-1: for ever), id of the rejected entry or ''. Answers 1 and
-- whether it was told, or 0.
if late then
  return LATE
end
if wasTaken(string.sub(ARGV[4], 20, 27)) then
  return {now, 1, 1}
end
local value, id = look()
if value == 'F' and id ~= ARGV[7] then
  return {now, id == string.sub(ARGV[4], 20, 27) and 1 or 0}
end
put(ARGV[4], ARGV[5], ARGV[6])
return {now, 1, changed()}
