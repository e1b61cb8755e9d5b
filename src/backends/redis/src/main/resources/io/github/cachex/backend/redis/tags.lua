-- The marks of a cache: what the scripts for them begin with. KEYS: the key of its sorted set.
--
-- Members: 'i' and the incarnation, at -inf; 'e' at minus the epoch; 'f' at minus the floor; 'm' and a mark, at its epoch. So
-- these three come first, and no mark can be taken for one of them. Epochs stay below 2^53: what scores and Lua tell apart.
local FACTS = 3

local function text(number)
  return string.format('%.0f', number)
end

-- Returns incarnation, epoch and floor; nil where there is no set, or something else in its place.
local function state()
  local first = redis.pcall('ZRANGE', KEYS[1], 0, 0)
  if first.err or not first[1] or string.sub(first[1], 1, 1) ~= 'i' then
    return nil
  end
  local epoch, floor = redis.call('ZSCORE', KEYS[1], 'e'), redis.call('ZSCORE', KEYS[1], 'f')
  if not epoch or not floor then
    return nil
  end
  return string.sub(first[1], 2), math.abs(epoch), math.abs(floor)
end

-- Returns what state does, after beginning the set where there is none.
local function begun(incarnation)
  local known, epoch, floor = state()
  if known then
    return known, epoch, floor
  end
  redis.call('UNLINK', KEYS[1])
  redis.call('ZADD', KEYS[1], '-inf', 'i' .. incarnation, 0, 'e', 0, 'f')
  return incarnation, 0, 0
end
