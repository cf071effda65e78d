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
local front = whose ~= "of one's own" and lock("door")
local back  = whose == "two doors" and lock("back door")
visits = 0

local find_door = {}
find_door["of one's own"] = function() return lock("door") end -- another lock each time, whatever its name
find_door["one for all"]  = function() return front end
find_door["two doors"]    = function(i) return i % 2 == 1 and front or back end

for i = 1, workers do
  task("waiter " .. i, function()
    local door = find_door[whose](i)
    for _ = 1, increments do
      door:acquire()
      visits = visits + 1
      door:release()
    end
  end)
end
expect("no visit is lost", function() return visits == workers * increments end)
