recipe{
  title = "A Lock of One's Own", about = "Every waiter locks the door before counting. But is it the same door?",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local workers    = param("workers", 2, {min = 1, max = 1000, help = "how many count"})
local increments = param("increments", 1, {min = 1, max = 10000000, help = "visits that each of them counts"})
local whose      = param("lock", "of one's own", {
  choices = {"of one's own", "one for all", "two doors"},
  help = "each makes a lock of the same name; all use one; or odd waiters use one and even ones another",
})
local one_for_all = whose == "one for all" and lock("door")
local doors = whose == "two doors" and {lock("front door"), lock("back door")}
visits = 0

for i = 1, workers do
  task("waiter " .. i, function()
    local door = one_for_all or doors and doors[(i - 1) % 2 + 1]
    door = door or lock("door") -- another lock, whatever its name
    for _ = 1, increments do
      door:acquire()
      visits = visits + 1
      door:release()
    end
  end)
end
expect("no visit is lost", function() return visits == workers * increments end)
