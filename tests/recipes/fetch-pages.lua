-- Three workers fetch pages, with a session or without; how they came is counted.
local base = service{}
local n, keep = param("n", 4), param("keep", true)
local s = session("pages")
local good = shared("good", 0)

local function get(url)
	if keep then
		return s:fetch(url)
	end
	return fetch(url)
end

local workers = {}
for i = 1, 3 do
	workers[i] = task("reader", function(i)
		for k = 1, n do
			local path = "/page/" .. i .. "/" .. k
			local status, body = get(base .. path)
			if status == 200 and body == path then
				good:add(1)
			end
		end
	end, i)
end
for i = 1, 3 do
	workers[i]:join()
end
expect("each page came as it is", function() return good:get() == 3 * n end)
