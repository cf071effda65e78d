recipe{title = "Starts", about = "A task begins and ends, then the next.", engine = "threads", engines = {"threads", "loop", "processes"}}
local starts = param("starts", 1000, {min = 1, max = 1000000})
local function nothing() end
task("first", nothing):join() -- what happens but once is no part of it
local before = now()
for i = 1, starts do task("one", nothing):join() end
start_s = (now() - before) / starts
