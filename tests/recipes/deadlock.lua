local q = queue("q", 2)
local t = task("waiter", function() q:get() end)
t:join()
