-- Removes what is there, ends the lease, wakes and tells, so that a load under way stores nothing. Late is as good as in time.
-- Answers how many entries there were, and whether it was told.
local count = redis.call('UNLINK', KEYS[1])
return {now, count, changed()}
