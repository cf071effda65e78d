recipe{
  title = "Dining Philosophers", about = "Each needs two forks and shares both with a neighbour.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local guests = param("philosophers", 5, {min = 2, max = 7, help = "how many sit round the table"})
local meals  = param("meals", 1, {min = 1, max = 1000, help = "how often each wants to eat"})
local pause  = param("pause", 1, {min = 0, max = 60, help = "seconds between the first fork and the second"})
local rule   = param("rule", "left first", {
  choices = {"left first", "ordered", "waiter"},
  help = "take the left fork first; the lower number first; or ask a waiter, who lets all but one sit down",
})
local waiter = rule == "waiter" and semaphore("waiter", guests - 1)
local forks = {}
for i = 1, guests do forks[i] = lock("fork " .. i) end

local function dine(first, second)
  for _ = 1, meals do
    if waiter then waiter:acquire() end
    first:acquire()
    sleep(pause, "reach for the other fork")
    second:acquire()
    second:release() -- has eaten
    first:release()
    if waiter then waiter:release() end
  end
  return meals
end

local philosophers = {}
for i = 1, guests do
  local left, right = forks[i], forks[i % guests + 1]
  if i == guests then left, right = right, left end
  philosophers[i] = task("philosopher " .. i, dine, left, right)
end

local eaten = 0
for _, philosopher in ipairs(philosophers) do eaten = eaten + philosopher:join() end
expect("everybody has eaten", function() return eaten == guests * meals end)
