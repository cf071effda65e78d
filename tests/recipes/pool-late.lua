recipe{title = "Too late", about = "Nothing is forked from a process that has threads."}
local first = param("first", "task", {choices = {"task", "pool"}})
local of = param("of", "processes", {choices = {"threads", "processes"}})
local other = of == "threads" and "processes" or "threads"
local p = first == "pool" and pool("early", 1, other)
local t = first == "task" and task("early", function() end)
if t then t:join() end
local late = pool("late", 1, of)
task("last", function() end)
expect("it works", function() return late ~= nil end)
