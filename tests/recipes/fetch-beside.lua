-- Who else may ask: the workers of a pool, of threads and of processes; a process that came from a fork() has connections of its own.
recipe{engines = {"loop", "processes"}}
local base = service{}
local forks = param("forks", false)
local s = session("pages")

local function get(k)
	local status, body = s:fetch(base .. "/page/" .. k)
	return status == 200 and body == "/page/" .. k
end

local good = shared("good", 0)
if forks then
	good:add(get(1) and 1 or 0)
	local child = fork()
	good:add(get(2) and 1 or 0)
	good:add(get(3) and 1 or 0)
	if child then
		child:join()
		expect("both go on", function() return good:get() == 5 end)
	end
else
	local kind = param("kind", "threads", {choices = {"threads", "processes"}})
	local p = pool("readers", 3, kind)
	for _, fine in ipairs(p:map(get, {1, 2, 3, 4, 5, 6})) do
		good:add(fine and 1 or 0)
	end
	p:shutdown()
	expect("a pool gets its pages", function() return good:get() == 6 end)
end
