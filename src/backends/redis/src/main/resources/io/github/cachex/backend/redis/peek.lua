-- Answers the state of a set without its marks, and counts as a use of it.
-- Answers incarnation (0 where there is no set), epoch twice, floor.
redis.call('TOUCH', KEYS[1])
local incarnation, epoch, floor = state()
if not incarnation then
  return {now, 1, '0', '0', '0', '0'}
end
used()
return {now, 1, incarnation, text(epoch), text(epoch), text(floor)}
