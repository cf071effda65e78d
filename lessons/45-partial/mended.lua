recipe{
  title = "Two Are Missing", about = "Two waiters wait for each other for ever. The cook goes on, so the shop looks open.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local order   = param("order", "opposed", {choices = {"opposed", "the same"}, help = "in which order the second waiter takes the locks"})
local burgers = param("burgers", 2, {min = 0, max = 10000, help = "how many the cook makes"})
local count   = param("count", 1, {min = 0, max = 60, help = "seconds between the first lock and the second"})
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
task("cook", function()
  for burger = 1, burgers do
    sleep(1, "fry a burger")
    serve(burger)
  end
end)
