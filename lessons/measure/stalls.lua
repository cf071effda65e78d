recipe{title = "Stalls", about = "Many instances are at a request at once.", engine = "instances", engines = {"instances"}}
local instances = param("instances", 20, {min = 1, max = 250})
local seconds = param("seconds", 0.3, {min = 0, max = 10})
local stalls = cloud("stalls", function(event) sleep(event) return pid() end, {limit = instances, idle = 30, timeout = 60})

local answers, pids, count = {}, {}, 0
for i = 1, instances do answers[i] = stalls:invoke(seconds) end
for _, answer in ipairs(answers) do
  local id = answer:result()
  if not pids[id] then count = count + 1 end
  pids[id] = true
end
most = count
