recipe{ title = "The Visit Counter, mended", engine = "threads", engines = {"threads", "loop"} }
local workers    = param("workers", 2, {min = 1, max = 10, help = "how many count"})
local increments = param("increments", 1, {min = 1, max = 10, help = "visits that each of them counts"})
local door = lock("door")
visits = 0
for i = 1, workers do
  task("waiter " .. i, function()
    for _ = 1, increments do
      door:acquire()
      visits = visits + 1
      door:release()
    end
  end)
end
expect("no visit is lost", function() return visits == workers * increments end)
