-- Answers which commands the user may not run. No key and no channel of anybody's is touched: each command is one that changes nothing,
-- and where the user has no right to the name, Redis says that, after it has looked at the command.
local NAME = 'cachex:rights'
local refused = {}

local function try(command, ...)
  local answer = redis.pcall(command, ...)
  local err = type(answer) == 'table' and answer.err or ''
  if string.find(err, "can't run this command", 1, true) or string.find(err, 'permissions to run', 1, true) then
    refused[#refused + 1] = command
  end
end

try('time')
try('del', NAME)
try('getrange', NAME, 0, 0)
try('hget', NAME, 'a')
try('hincrby', NAME, 'a', 'no number')
try('hset', NAME, 'a', 'b', 'and nothing for it')
try('persist', NAME)
try('pexpire', NAME, 1)
try('pttl', NAME)
try('publish', NAME, '')
try('set', NAME, '', 'XX')
try('setrange', NAME, 0, '')
try('touch', NAME)
try('unlink', NAME)
try('zadd', NAME, 'XX', 0, '')
try('zcard', NAME)
try('zcount', NAME, 0, 0)
try('zrange', NAME, 0, 0)
try('zrangebyscore', NAME, 0, 0)
try('zremrangebyrank', NAME, 0, 0)
try('zscore', NAME, '')
return table.concat(refused, ' ')
