recipe{title = "Two in a pool", about = "Two calls add to one shared value in two steps."}
local visits = shared("visits", 0)
local p = pool("chefs", 2)
local function visit() visits:set(visits:get() + 1) end
local f, g = p:submit(visit), p:submit(visit)
f:result()
g:result()
expect("both visits count", function() return visits:get() == 2 end)
