recipe{
  title = "The Visit Counter", about = "Every waiter counts visits, and all write to one counter.",
  engine = "threads", engines = {"threads", "loop", "processes"}, gil = false,
}
local workers    = param("workers", 2, {min = 1, max = 1000, help = "how many count"})
local increments = param("increments", 3, {min = 1, max = 10000000, help = "visits that each of them counts"})
local how        = param("how", "in one line", {
  choices = {"in one line", "spelled out", "with a lock"},
  help = "one line that does three things; the three things; or both under a lock",
})
local door = lock("door")
visits = 0

local count = {}

count["in one line"] = function()
  door:acquire()
  visits = visits + 1
  door:release()
end

count["spelled out"] = function()
  local seen = visits -- read
  seen = seen + 1     -- add
  visits = seen       -- write
end

count["with a lock"] = function()
  door:acquire()
  visits = visits + 1
  door:release()
end

local count_one = count[how]
for i = 1, workers do
  task("waiter " .. i, function()
    for _ = 1, increments do count_one() end
  end)
end
expect("no visit is lost", function() return visits == workers * increments end)
