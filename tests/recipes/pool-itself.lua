recipe{title = "A pool that waits for itself", about = "The one worker waits for a call that only it could begin."}
local p = pool("chefs", 1)
p:submit(function() return p:submit(function() return 1 end):result() end):result()
