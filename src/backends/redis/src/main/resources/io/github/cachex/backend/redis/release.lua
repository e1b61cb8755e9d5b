-- Ends a lease without a store and wakes; leaves a marker where the load stored nothing. Repeated while the marker stands
-- it answers the same.
-- ARGV: token, marker 'F' (failed), 'U' (unstored) or '' (abandoned: none), its ms.
-- Answers 1 if the lease was held, else 0. It may come late: the token decides.
local token, marker, px = ARGV[4], ARGV[5], ARGV[6]
local kind, owner, text = holder()
if owner ~= token then
  return {now, 0}
end
if kind == 'L' then
  if marker == '' then
    redis.call('DEL', KEYS[2])
  else
    local left = redis.pcall('SET', KEYS[2], marker .. token, 'PX', px)
    if left.err then
      redis.call('DEL', KEYS[2])
    end
  end
  wake(text)
end
return {now, 1}
