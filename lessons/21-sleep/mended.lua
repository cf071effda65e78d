recipe{
  title = "It Will Be Done by Then", about = "The waiter sleeps until the burger must be ready. Sleeping is not waiting for somebody.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
  pace = 10,
}
local cook  = param("cook", 3, {min = 0, max = 60, help = "seconds that the burger takes"})
local sleeps = param("sleep", 5, {min = 0, max = 60, help = "seconds that the waiter sleeps"})
local way   = param("way", "sleep", {choices = {"sleep", "event"}, help = "sleep long enough; or wait until the cook says so"})
local done = event("done")
plate = "empty"

task("cook", function()
  sleep(cook, "fry the patty")
  plate = "burger"
  done:set()
end)

local waiter = task("waiter", function()
  if way == "sleep" then
    done:wait()
  else
    done:wait()
  end
  return plate
end)

local carried = waiter:join()
expect("the waiter carries a burger", function() return carried == "burger" end)
