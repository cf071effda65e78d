-- Processes and processes of processes that would go on for a minute.
recipe{title = "Long", engine = "processes"}
local function long() for i = 1, 600 do sleep(0.1) end end
local function both() task("inner", long); long() end
for i = 1, 3 do task("t", both) end
say("all are there")
