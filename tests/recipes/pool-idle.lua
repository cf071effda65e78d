recipe{title = "Idle", about = "The pool has nothing to do, and main waits for ever: that is main's deadlock."}
local p = pool("chefs", 2)
p:submit(function() end):result()
queue("orders"):get()
