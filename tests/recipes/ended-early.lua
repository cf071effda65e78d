recipe{title = "Ended early", about = "Processes that have ended while the one that began them stands still.", engine = "processes"}
local how = param("how", "tasks", {choices = {"tasks", "pool"}})
if how == "tasks" then
  local tasks = {}
  for i = 1, 20 do tasks[i] = task("short", function() end) end
  for i = 1, 20 do tasks[i]:join() end
else
  local count = shared("count", 0)
  local helpers = pool("helper", 1, "processes")
  helpers:submit(function() for i = 1, 100 do count:add(1) end end)
end
say("begun")
sleep(50)
