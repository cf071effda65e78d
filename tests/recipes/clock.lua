-- What time it is belongs to no schedule.
local begun = now()
task("looks at the clock", function() say("it is " .. now() - begun) end)
