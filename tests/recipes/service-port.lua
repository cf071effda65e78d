-- Says where its service is, and ends as it is told to.
recipe{engines = {"threads", "loop", "processes"}}
local how = param("how", "end", {choices = {"end", "fail", "hang"}})

say(service{latency = 0.01})
if how == "fail" then
	error("as it was told to")
elseif how == "hang" then
	task("sleeper", function() sleep(1000) end)
end
