-- Gives marks a new epoch and tells all who joined the cache. Removes marks that are too old or too many, and keeps the highest
-- epoch removed as the floor. Late is as good as in time.
-- ARGV: epoch that the caller holds, incarnation to begin with, how many marks to keep, for how many ms, the marks.
-- Answers incarnation, previous epoch, epoch, floor.

-- More old marks than are made go with each call, but not all at once: very many would keep other users of the server waiting.
local AT_ONCE = 1000

local held, most, retention = tonumber(ARGV[4]), tonumber(ARGV[6]), tonumber(ARGV[7])
local incarnation, previous, floor = begun(ARGV[5])
if held > HIGHEST then
  -- The caller believed somebody that was none of us: of another incarnation, it forgets.
  incarnation, previous, floor = begin(ARGV[5])
  held = 0
end
local epoch = math.max(micros, previous + 1, held + 1)
if incarnation ~= ARGV[5] and held > previous then
  -- The set has forgotten what the caller knows, and perhaps marks with it.
  floor = held
end
letGrow()
local said = {}
for at = 8, #ARGV do
  redis.call('ZADD', KEYS[1], text(epoch), 'm' .. ARGV[at])
  said[at - 7] = #ARGV[at] .. ':' .. ARGV[at]
end

local old = redis.call('ZCOUNT', KEYS[1], '(0', '(' .. text(micros - retention * 1000))
local over = redis.call('ZCARD', KEYS[1]) - FACTS - most
local count = math.min(math.max(old, over), #said + AT_ONCE)
if count > 0 then
  local last = FACTS + count - 1
  local removed = redis.call('ZRANGE', KEYS[1], last, last, 'WITHSCORES')
  floor = math.max(floor, tonumber(removed[2]))
  redis.call('ZREMRANGEBYRANK', KEYS[1], FACTS, last)
end
redis.call('ZADD', KEYS[1], text(-epoch), 'e', text(-floor), 'f')

local facts = {incarnation, text(previous), text(epoch), text(floor)}
local told = tell('1m' .. table.concat(facts, ' ') .. ' ' .. table.concat(said))
return {now, 1, incarnation, text(previous), text(epoch), text(floor), told}
