-- Lets a fresh entry be stale from now on, for its whole stale window; one that is stale stays so for what is left; one that
-- has no window goes. Ends the lease, wakes and tells. Late is as good as in time.
-- Answers how many entries there were, and whether it was told.
local value, _, stale, kind = look()
local count = 1
if value == 'F' and stale > 0 then
  -- Nor does it become fresh again when this clock is set back.
  prolong(kind, '0', struct.pack('>I8', stale), stale < FOREVER and string.format('%.0f', stale) or '-1')
elseif value ~= 'S' then
  count = redis.call('UNLINK', KEYS[1])
end
return {now, count, changed()}
