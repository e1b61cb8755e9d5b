-- Removes an entry that still is the one of this id, to free its memory. Tells nobody.
-- ARGV: entry id. Answers 1 or 0.
local _, id = look()
if id ~= ARGV[4] then
  return {now, 0}
end
return {now, redis.call('UNLINK', KEYS[1])}
