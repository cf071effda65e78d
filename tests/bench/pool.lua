recipe{title = "Empty calls", about = "A pool of four does nothing, many times.", engine = "threads"}
local calls = param("calls", 1000, {min = 1, max = 1000000})
local p = pool("four", 4)
local function nothing() end
local futures = {}
for i = 1, calls do futures[i] = p:submit(nothing) end
for i = 1, calls do futures[i]:result() end
p:shutdown()
