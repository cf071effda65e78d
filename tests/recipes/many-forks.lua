recipe{title = "Many Forks", engine = "processes", engines = {"processes", "threads"}}
local sum, start = shared("sum", 0), event("start")
local tasks = {}
for i = 1, param("tasks", 64, {min = 1, max = 1000}) do
  tasks[i] = task("t", function(n) start:wait(); sum:add(n) end, i)
end
start:set()
for i = 1, #tasks do tasks[i]:join() end
total = sum:get()
