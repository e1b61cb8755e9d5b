-- Answers the marks above an epoch, and lifts the set's epoch and floor to it: a server that took over, or began with what was
-- saved earlier, has lost the last ones. Of
-- another incarnation, all marks. Late is as good as in time.
-- ARGV: incarnation that the caller knows, epoch up to which it knows all, incarnation to begin with, how many marks to answer.
-- Answers incarnation, epoch twice, floor, and the marks, each behind an 'm' and followed by its epoch; or 2 and no marks where
-- they are more than that.
local incarnation, epoch, floor = begun(ARGV[6])
local since = ARGV[5]
if incarnation ~= ARGV[4] then
  since = '0'
elseif tonumber(since) > HIGHEST then
  -- The caller believed somebody that was none of us: of another incarnation, it forgets.
  incarnation, epoch, floor = begin(ARGV[6])
  since = '0'
elseif tonumber(since) > epoch then
  -- What was made between is forgotten, but for what callers know: nothing from before is to be trusted.
  epoch, floor = tonumber(since), tonumber(since)
  letGrow()
  redis.call('ZADD', KEYS[1], text(-epoch), 'e', text(-floor), 'f')
end
local code, marks = 2, {}
if redis.call('ZCOUNT', KEYS[1], '(' .. since, '+inf') <= tonumber(ARGV[7]) then
  code, marks = 1, redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. since, '+inf', 'WITHSCORES')
end
return {now, code, incarnation, text(epoch), text(epoch), text(floor), marks}
