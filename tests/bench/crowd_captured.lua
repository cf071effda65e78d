recipe{title = "A crowd", about = "Many wait at one queue, which each has of its own.", engine = "loop"}
local line = queue("line")
local function wait() line:get() end
for i = 1, param("tasks", 1000, {min = 1, max = 1000000}) do task("one", wait) end
yield() -- all have begun when it is our turn again
say("everybody waits")
sleep(1000)
