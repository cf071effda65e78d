recipe{ title = "Two Visits", about = "Two waiters count on one counter.", engine = "loop", engines = {"loop", "threads"}, gil = false }
local orders = param("orders", 1, {min = 1, max = 9, help = "how many are served"})
local door = lock("door")
visits = 0

for i = 1, 2 do
  task("waiter " .. i, function()
    visits = visits + 1
  end)
end
for i = 1, orders do serve(i) end
expect("no visit is lost", function() return visits == 2 end)
