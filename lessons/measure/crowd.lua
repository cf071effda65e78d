recipe{title = "A crowd", about = "Many tasks wait at once, as many as there can be.", engine = "threads", engines = {"threads", "loop", "processes"}}
local tasks = param("tasks", 1000, {min = 1, max = 1000000})
local seconds = param("seconds", 0.1, {min = 0, max = 10, help = "for which all wait, so that their memory is looked at"})
local go, here = event("go"), shared("here", 0)

local function wait()
  here:add(1)
  go:wait()
end
local crowd, full = {}, false
while #crowd < tasks and not full do
  local good, one = pcall(task, "one", wait)
  if good then crowd[#crowd + 1] = one else full = true end
end
while here:get() < #crowd do sleep(0.01) end
sleep(seconds)
most = #crowd
go:set()
for _, one in ipairs(crowd) do one:join() end
