-- So many requests, shared out among so many workers, each of which keeps its connection.
local base = service{}
local requests, workers = param("requests", 160), param("workers", 5)
local s = session("pages")
local all = {}
for i = 1, workers do
	all[i] = task("reader", function(i)
		for k = i, requests, workers do
			assert(s:fetch(base .. "/page/" .. k) == 200)
		end
	end, i)
end
for i = 1, workers do
	all[i]:join()
end
