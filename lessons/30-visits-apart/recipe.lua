recipe{
  title = "The Visit Counter, Apart", about = "Waiters who are processes: each counts on a copy of its own, unless the counter is shared.",
  engine = "processes", engines = {"processes", "threads"}, gil = false,
}
local workers    = param("workers", 2, {min = 1, max = 64, help = "how many count, each a process"})
local increments = param("increments", 3, {min = 1, max = 1000000, help = "visits that each of them counts"})
local how        = param("how", "a global", {
  choices = {"a global", "shared", "shared with a lock", "shared, add"},
  help = "a global, copied at the fork; a cell that all share; the same under a lock; or added to in one step",
})
local door, counter = lock("door"), shared("counter", 0)
visits = 0

local count = {}

count["a global"] = function()
  visits = visits + 1
end

count["shared"] = function()
  counter:set(counter:get() + 1)
end

count["shared with a lock"] = function()
  door:acquire()
  counter:set(counter:get() + 1)
  door:release()
end

count["shared, add"] = function()
  counter:add(1)
end

local count_one = count[how]
local waiters = {}
for i = 1, workers do
  waiters[i] = task("waiter " .. i, function()
    for _ = 1, increments do count_one() end
  end)
end
for _, waiter in ipairs(waiters) do waiter:join() end
if how ~= "a global" then visits = counter:get() end
expect("no visit is lost", function() return visits == workers * increments end)
