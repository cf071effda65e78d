recipe{
  title = "Two Locks, Opposed", about = "Two waiters need the till and the safe. Each holds one and waits for the other.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local order = param("order", "opposed", {choices = {"opposed", "the same"}, help = "in which order the second waiter takes the locks"})
local count = param("count", 1, {min = 0, max = 60, help = "seconds between the first lock and the second"})
local till, safe = lock("till"), lock("safe")

local function carry(from, to)
  from:acquire()
  sleep(count, "count the money")
  to:acquire()
  to:release()
  from:release()
end

task("in the morning", carry, till, safe)
if order == "opposed" then
  task("in the evening", carry, till, safe) -- the same order for all
else
  task("in the evening", carry, till, safe)
end
