-- Two chefs share a bowl and a knife; whoever is killed must leave both to the other.
recipe{title = "Two Chefs", engine = "processes", engines = {"processes", "threads"}, retry = "retry"}
param("retry", false, {help = "an order in the hands of a chef who is killed goes back to the door"})
local orders = param("orders", 4, {min = 1, max = 1000, help = "how many orders come"})
local bowl, knife, salads = lock("bowl"), semaphore("knife", 1), shared("salads", 0)
local door = arrivals("door", {count = orders, every = 0})

local function chef()
  for order in door:each() do
    bowl:hold(function()
      knife:acquire()
      salads:add(1)
      knife:release()
    end)
    serve(order)
  end
end

local ann, bob = task("ann", chef), task("bob", chef)
for _, cook in ipairs{ann, bob} do
  local joined, why = pcall(function() cook:join() end)
  if not joined then say(why) end
end
expect("the bowl is free", function() return bowl:try_acquire() end)
expect("the knife is free", function() return knife:try_acquire() end)
