-- Lets a fresh entry be stale from now on, for its whole stale window; one that is stale stays so for what is left; one that
-- has no window goes. Ends the lease, wakes and tells. Late is as good as in time.
-- Answers how many entries there were, and whether it was told.
local value, _, stale, kind = look()
local count = 1
if value == 'F' and stale > 0 then
  redis.call('SETRANGE', KEYS[1], 3, untilWhen('0'))
  -- Nor does it become fresh again when this clock is set back.
  live(kind, '0')
  if stale < FOREVER then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', stale))
  else
    redis.call('PERSIST', KEYS[1])
  end
elseif value ~= 'S' then
  count = redis.call('UNLINK', KEYS[1])
end
return {now, count, changed()}
