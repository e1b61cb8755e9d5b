-- Answers the state of a set without its marks, and counts as a use of it.
-- Answers incarnation (0 where there is no set), epoch twice, floor; the words with which Redis refuses a write that changes
-- nothing, if it does: what this JVM only reads, a replica would answer as well.
local write = redis.pcall('ZREMRANGEBYRANK', KEYS[1], 1, 0)
local refused = type(write) == 'table' and write.err or nil
redis.call('TOUCH', KEYS[1])
local incarnation, epoch, floor = state()
if not incarnation then
  return {now, 1, '0', '0', '0', '0', refused}
end
used()
return {now, 1, incarnation, text(epoch), text(epoch), text(floor), refused}
