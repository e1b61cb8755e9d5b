-- The marks of a cache: what the scripts for them begin with. KEYS: the key of its sorted set.
--
-- Members: 'i' and the incarnation, at -inf; 'e' at minus the epoch; 'f' at minus the floor; 'm' and a mark, at its epoch. So
-- these three come first, and no mark can be taken for one of them. Epochs stay below 2^53: what scores and Lua tell apart.
local FACTS = 3
-- Epochs run ahead of this clock where it was set back. What is further ahead than a day was not made by us: nothing would be
-- above it, so that no mark would ever count again.
local micros = time[1] * 1000000 + time[2]
local HIGHEST = micros + 86400000000

-- A set ends when no JVM has looked at it for this long: who then comes begins another, and entries of the old one are loaded anew.
local IDLE = 30 * 86400000

-- Lets the set live on, as seldom as that does. Where it may not be written it is being used all the same.
local function used()
  if redis.call('PTTL', KEYS[1]) < IDLE / 2 then
    redis.pcall('PEXPIRE', KEYS[1], string.format('%.0f', IDLE))
  end
end

-- A full server refuses the first write of a script unless that frees something, and none after it. This removes nothing, and lets
-- marks be made there: they are what makes room.
local function letGrow()
  redis.call('ZREMRANGEBYRANK', KEYS[1], 1, 0)
end

local function text(number)
  return string.format('%.0f', number)
end

-- Returns whether the digits are those of a whole number of 64 bits other than zero, as it is written.
local function isWhole(number)
  local sign, digits = string.match(number, '^(%-?)([1-9]%d*)$')
  local most = sign == '-' and '9223372036854775808' or '9223372036854775807'
  return digits and (#digits < #most or #digits == #most and digits <= most)
end

-- Returns incarnation, epoch and floor; nil where there is no set, or one that was not written here: of another type, without
-- these three, with more members beside them, or with marks above its epoch.
local function state()
  local first = redis.pcall('ZRANGE', KEYS[1], 0, 0)
  if first.err or not first[1] or string.sub(first[1], 1, 1) ~= 'i' or not isWhole(string.sub(first[1], 2)) then
    return nil
  end
  local epoch, floor = redis.call('ZSCORE', KEYS[1], 'e'), redis.call('ZSCORE', KEYS[1], 'f')
  if not epoch or not floor then
    return nil
  end
  epoch, floor = math.abs(epoch), math.abs(floor)
  if epoch > HIGHEST or floor > epoch or redis.call('ZCOUNT', KEYS[1], '-inf', 0) ~= FACTS
      or redis.call('ZCOUNT', KEYS[1], '(' .. text(epoch), '+inf') > 0 then
    return nil
  end
  return string.sub(first[1], 2), epoch, floor
end

-- Begins the set, and returns what state does.
local function begin(incarnation)
  redis.call('UNLINK', KEYS[1])
  redis.call('ZADD', KEYS[1], '-inf', 'i' .. incarnation, 0, 'e', 0, 'f')
  used()
  return incarnation, 0, 0
end

-- Returns what state does, after beginning the set where there is none.
local function begun(incarnation)
  local known, epoch, floor = state()
  if known then
    used()
    return known, epoch, floor
  end
  return begin(incarnation)
end
