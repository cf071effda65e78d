recipe{title = "A belt", engine = "threads", engines = {"threads", "loop", "processes"}}

local belt = queue("belt", 8)
local things = param("things", 100, {min = 1, max = 100000})

task("giver", function()
	for thing = 1, things do
		belt:put(thing)
	end
	belt:close()
end)

task("taker", function()
	for thing in belt:each() do end
end)
