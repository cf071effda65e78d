recipe{title = "Instances", about = "One instance comes down for a request, and handles the next ones, too.", engine = "instances", engines = {"instances"}}
local requests = param("requests", 50, {min = 1, max = 100000})
local stall = cloud("stall", function(event) return event end, {limit = 1, idle = 30})

local before = now()
stall:invoke(1):result()
cold_s = now() - before
before = now()
for i = 1, requests do stall:invoke(i):result() end
warm_s = (now() - before) / requests
