recipe{
  title = "Three Ways to Count", about = "One count, kept right in three ways: under a lock, in one step, or each alone and added up at the end.",
  engine = "threads", engines = {"threads", "loop", "processes"}, gil = false,
}
local workers    = param("workers", 2, {min = 1, max = 64, help = "how many count"})
local increments = param("increments", 2, {min = 1, max = 10000000, help = "visits that each of them counts"})
local how        = param("how", "no care", {
  choices = {"no care", "a lock", "one step", "each alone"},
  help = "read, then write; the same under a lock; in one step; or each on a count of its own, added up at the end",
})
local door, visits = lock("door"), shared("visits", 0)
local count = {}

count["no care"] = function()
  for _ = 1, increments do visits:add(1) end
end

count["a lock"] = function()
  for _ = 1, increments do
    door:acquire()
    visits:set(visits:get() + 1)
    door:release()
  end
end

count["one step"] = function()
  for _ = 1, increments do visits:add(1) end
end

count["each alone"] = function()
  local mine = 0
  for _ = 1, increments do mine = mine + 1 end
  visits:add(mine)
end

for i = 1, workers do task("waiter " .. i, count[how]) end
expect("no visit is lost", function() return visits:get() == workers * increments end)
