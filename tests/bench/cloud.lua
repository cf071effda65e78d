recipe{ title = "Requests to a warm instance", engine = "instances" }
local requests = param("requests", 2000)
local house = cloud("house", function(event) return event end, { limit = 1 })
for i = 1, requests do house:invoke(i):result() end
