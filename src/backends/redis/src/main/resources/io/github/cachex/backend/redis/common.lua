-- What all scripts begin with. ARGV[1]: the begin of the names of the channels on which JVMs are woken. ARGV[2]: the time, in
-- ms of this server's clock, after which the script is too late. ARGV[3]: the channel of the cache, for all who joined it.
-- KEYS, unless a script says otherwise: the value's key, the lease's key.
--
-- A value is a frame: 'CX', version 2, fresh-until in ms, stale window in ms (0: none), entry id, for how many ms it was fresh when
-- it was written (8 bytes each), content. Version 1 is without the last number. A lease is its token (8 bytes) and the ids of the JVMs to wake (8 bytes each). A marker is 'F' or 'U' and the token of the
-- load that stored nothing.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local late = now > tonumber(ARGV[2])
local LATE = {now, -1}
local FOREVER = 9007199254740991

-- What has no stale window ends when it is no longer fresh. What is there for longer lost its end to somebody.
local OVERDUE = 60000

-- Where the frame says for how long an entry is fresh, counted as SETRANGE does.
local LIFE = 27

-- Returns the version of a frame; nil for what is none.
local function version(frame)
  if #frame >= 35 and string.sub(frame, 1, 3) == 'CX\2' then
    return 2
  elseif #frame >= 27 and string.sub(frame, 1, 3) == 'CX\1' then
    return 1
  end
  return nil
end

-- Returns 'F' (fresh), 'S' (stale) or 'M' (missing, foreign, overdue, or of another type), the entry id, the stale window and the
-- version of the frame. What stays fresh for longer than it ever was has a clock behind it that was set back since.
local function look()
  local head = redis.pcall('GETRANGE', KEYS[1], 0, 34)
  local kind = type(head) == 'string' and version(head)
  if not kind then
    return 'M', '', 0
  end
  local fresh, stale = struct.unpack('>I8I8', head, 4)
  if stale == 0 and fresh + OVERDUE < now then
    return 'M', '', 0
  end
  local life = kind == 2 and struct.unpack('>I8', head, LIFE + 1) or FOREVER
  if fresh < FOREVER and fresh - now > life + OVERDUE then
    return 'M', '', 0
  end
  return stale > 0 and (fresh <= now or life == 0) and 'S' or 'F', string.sub(head, 20, 27), stale, kind
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

-- Says in a frame of this version for how long it is fresh now.
local function live(kind, fresh)
  if kind == 2 then
    redis.call('SETRANGE', KEYS[1], LIFE, struct.pack('>I8', fresh == '-1' and FOREVER or tonumber(fresh)))
  end
end

-- Gives what is there, in a frame of this version, a new lifetime from now; stale is 8 bytes, as the frame has it. A full server
-- lets this begin, since it takes no more room, and then go on.
local function prolong(kind, fresh, stale, total)
  if total == '-1' then
    redis.call('PERSIST', KEYS[1])
  else
    redis.call('PEXPIRE', KEYS[1], total)
  end
  redis.call('SETRANGE', KEYS[1], 3, untilWhen(fresh) .. stale)
  live(kind, fresh)
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

-- What was taken away a moment ago is kept under KEYS[3] for as long as a command whose answer was lost may be repeated: the ids, of 8
-- bytes each, of entries that were handed out or have another id now, and of the removals that did so; the last ones.
local TAKEN = 1024

-- Returns all of them, and no more of what somebody else may have written there.
local function takenIds()
  local ids = redis.pcall('GETRANGE', KEYS[3], -TAKEN, -1)
  return type(ids) == 'string' and #ids % 8 == 0 and ids or ''
end

local function wasTaken(id)
  local ids = takenIds()
  for at = 1, #ids, 8 do
    if string.sub(ids, at, at + 7) == id then
      return true
    end
  end
  return false
end

-- Keeps these ids for so many ms.
local function taken(ids, kept)
  redis.pcall('SET', KEYS[3], string.sub(takenIds(), #ids - TAKEN) .. ids, 'PX', kept)
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
