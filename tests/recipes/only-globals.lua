-- Nothing but shared memory: no queue, no customer.
visits = 0
open = true
for i = 1, 3 do
  task("waiter", function()
    while open do
      local seen = visits
      sleep(0.3, "fetch a glass")
      visits = seen + 1
    end
  end)
end
