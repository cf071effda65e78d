recipe{title = "From inside", about = "A call in a pool beside the run's engine may give calls and wait, but begin neither tasks nor pools."}
local of = param("of", "threads", {choices = {"threads", "processes"}})
local outer, inner = pool("outer", 1, of), pool("inner", 1, of)
local sum = outer:submit(function() return inner:submit(function(a, b) return a + b end, 2, 3):result() end):result()
local began, why = pcall(function() return outer:submit(function() task("inside", function() end) end):result() end)
local made, why_not = pcall(function() return outer:submit(function() pool("inside", 1, of) end):result() end)
began_inside = began
expect("a call may give calls", function() return sum == 5 end)
expect("a pool that is refused says why", function() return made or why_not:find("make it before", 1, true) ~= nil end)
expect("a task that is refused says why", function() return began or why:find("begin them in a task", 1, true) ~= nil end)
