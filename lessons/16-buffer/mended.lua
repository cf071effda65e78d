recipe{
  title = "The Counter Is Full", about = "Cooks put salads on a small counter, waiters take them away. Who waits, and who is told?",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local cooks      = param("cooks", 1, {min = 1, max = 10, help = "how many cook"})
local waiters    = param("waiters", 2, {min = 1, max = 10, help = "how many carry"})
local salads     = param("salads", 1, {min = 1, max = 1000, help = "how many each waiter carries"})
local capacity   = param("capacity", 1, {min = 1, max = 10, help = "salads that fit on the counter"})
local look       = param("look", "if", {choices = {"if", "while"}, help = "look once before waiting, or again after every wait"})
local conditions = param("conditions", "two", {choices = {"one", "two"}, help = "one for all who wait; or one for cooks, one for waiters"})
local tell       = param("tell", "one", {choices = {"one", "all"}, help = "notify one who waits, or all"})
local counter = lock("counter")
local food = condition("food", counter)
local room = conditions == "two" and condition("room", counter) or food
on_counter = 0

local function move(by, possible, mine, theirs)
  counter:acquire()
  if look == "if" then -- mended: both look again
    while not possible() do mine:wait() end
  else
    while not possible() do mine:wait() end
  end
  on_counter = on_counter + by
  if tell == "one" then theirs:notify() else theirs:notify_all() end
  counter:release()
end

always("there is never less than nothing, nor more than fits", function() return on_counter >= 0 and on_counter <= capacity end)
for i = 1, waiters do
  task("waiter " .. i, function()
    for _ = 1, salads do move(-1, function() return on_counter > 0 end, food, room) end
  end)
end
for i = 1, cooks do
  task("cook " .. i, function()
    for _ = i, waiters * salads, cooks do move(1, function() return on_counter < capacity end, room, food) end
  end)
end
