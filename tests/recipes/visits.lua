recipe{title = "Visits", engine = "threads", gil = false}
local workers = param("workers", 8, {min = 1, max = 1000})
local increments = param("increments", 20000, {min = 1, max = 10000000})
visits = 0
for i = 1, workers do
  task("waiter " .. i, function()
    for _ = 1, increments do visits = visits + 1 end
  end)
end
