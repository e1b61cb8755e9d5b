-- What all scripts begin with. ARGV[1]: the begin of the names of the channels on which JVMs are woken. ARGV[2]: the time, in
-- ms of this server's clock, after which the script is too late. ARGV[3]: the channel of the cache, for all who joined it.
-- KEYS, unless a script says otherwise: the value's key, the lease's key.
--
-- A value is a frame: 'CX', version 1, fresh-until in ms, stale window in ms (0: none), entry id (8 bytes each), content. A
-- lease is its token (8 bytes) and the ids of the JVMs to wake (8 bytes each). A marker is 'F' or 'U' and the token of the
-- load that stored nothing.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local late = now > tonumber(ARGV[2])
local LATE = {now, -1}
local FOREVER = 9007199254740991

-- What has no stale window ends when it is no longer fresh. What is there for longer lost its end to somebody.
local OVERDUE = 60000

-- Returns 'F' (fresh), 'S' (stale) or 'M' (missing, foreign, overdue, or of another type), the entry id and the stale window.
local function look()
  local head = redis.pcall('GETRANGE', KEYS[1], 0, 26)
  if type(head) ~= 'string' or #head < 27 or string.sub(head, 1, 3) ~= 'CX\1' then
    return 'M', '', 0
  end
  local fresh, stale = struct.unpack('>I8I8', head, 4)
  if stale == 0 and fresh + OVERDUE < now then
    return 'M', '', 0
  end
  return stale > 0 and fresh <= now and 'S' or 'F', string.sub(head, 20, 27), stale
end

-- A lease names at most this many bytes: a token and a thousand JVMs. Others look again by themselves.
local LEASE = 8 + 8 * 1000

-- Returns 'L' (a lease), 'C' (a marker: cool down) or 'N' (none), the token, and the text as far as it may be ours. What never
-- ends was not written here and does not count.
local function holder()
  local text = redis.pcall('GETRANGE', KEYS[2], 0, LEASE - 1)
  if type(text) ~= 'string' or #text < 8 or redis.call('PTTL', KEYS[2]) < 0 then
    return 'N', '', ''
  elseif #text == 9 then
    return 'C', string.sub(text, 2), text
  elseif #text % 8 == 0 then
    return 'L', string.sub(text, 1, 8), text
  end
  return 'N', '', ''
end

-- Fresh-until is written here alone, from the clock that PX is measured by.
local function untilWhen(fresh)
  return struct.pack('>I8', fresh == '-1' and FOREVER or now + tonumber(fresh))
end

local function put(frame, fresh, total)
  if total == '-1' then
    redis.call('SET', KEYS[1], frame)
  else
    redis.call('SET', KEYS[1], frame, 'PX', total)
  end
  redis.call('SETRANGE', KEYS[1], 3, untilWhen(fresh))
end

-- Gives what is there a new lifetime from now; stale is 8 bytes, as the frame has it.
local function prolong(fresh, stale, total)
  redis.call('SETRANGE', KEYS[1], 3, untilWhen(fresh) .. stale)
  if total == '-1' then
    redis.call('PERSIST', KEYS[1])
  else
    redis.call('PEXPIRE', KEYS[1], total)
  end
end

-- Wakes the JVMs that a lease names, and no others. Rights that lack for a channel cost the wake-up, not the write.
local function wake(lease)
  for at = 9, #lease, 8 do
    local name = string.gsub(string.sub(lease, at, at + 7), '.', function(c)
      return string.format('%02x', string.byte(c))
    end)
    redis.pcall('PUBLISH', ARGV[1] .. name, KEYS[1])
  end
end

-- Ends the lease or the marker, whoever holds it.
local function ended()
  local kind, _, text = holder()
  redis.call('DEL', KEYS[2])
  if kind == 'L' then
    wake(text)
  end
end

-- Returns whether the entry of this id was removed a moment ago, and so handed out: KEYS[3] keeps the ids of such for as long as a
-- put whose answer was lost may be repeated.
local function handedOut(id)
  local ids = redis.pcall('GET', KEYS[3])
  if type(ids) == 'string' then
    for at = 1, #ids - 7, 8 do
      if string.sub(ids, at, at + 7) == id then
        return true
      end
    end
  end
  return false
end

-- Tells all who joined the cache. Answers 1, or 0 where the right to publish lacks: that costs the message, not the write, and
-- whoever runs the script learns of it.
local function tell(message)
  local heard = redis.pcall('PUBLISH', ARGV[3], message)
  return type(heard) == 'table' and heard.err and 0 or 1
end

-- Ends the lease and tells that the entry is another now: version 1, kind c, the value's key. Answers what tell does.
local function changed()
  ended()
  return tell('1c' .. KEYS[1])
end
