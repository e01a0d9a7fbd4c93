-- GCRA: takes one of a limit for one subject, if it is allowed.
-- KEYS[1]  the subject; holds the microsecond at which its burst is whole again
-- ARGV[1]  the microseconds in which one more is allowed
-- ARGV[2]  the microseconds in which an empty burst is whole
-- Answers whether it is allowed, and the microseconds until the burst is whole.

-- Microseconds since 1970 are whole numbers below 2^53, so a Lua number holds them exactly.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval, full = tonumber(ARGV[1]), tonumber(ARGV[2])

-- No further ahead than a full burst, should the clock have gone back or the limit have changed.
local whole_at = tonumber(redis.call('GET', KEYS[1])) or now
whole_at = math.min(math.max(whole_at, now), now + full)

local missing = whole_at + interval - now
if missing > full then
  return { 0, whole_at - now }
end
redis.call('SET', KEYS[1], string.format('%.0f', now + missing), 'PX', math.ceil(missing / 1000))
return { 1, missing }
