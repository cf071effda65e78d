-- A task raises what nobody catches, and ends alone. What that is for those around it is a setting.
recipe{title = "Nobody Catches It", engine = "threads", engines = {"threads", "loop", "processes"}, uncaught = "task"}
local around = param("around", "join", {choices = {"join", "queue", "two", "done", "pipe", "order", "lock", "main", "race"}})
local heard = shared("heard", 0)
ways = "none"
local way = {}

way["join"] = function()
	local bad = task("bad", function() error("no flour") end)
	local good = task("good", function() return 7 end)
	local nothing, something = bad:join(), good:join()
	ways = tostring(nothing) .. " " .. tostring(something)
end

-- One of two that take from a queue fails with what it took.
local function take(fails, before)
	local todo = queue("todo")
	for i = 1, 2 do
		task("taker " .. i, function()
			for n in todo:each() do
				if before then todo:task_done() end
				if fails[n] then error("burnt " .. n, 0) end
				if not before then todo:task_done() end
				heard:add(1)
			end
		end)
	end
	for n = 1, 4 do todo:put(n) end
	todo:join()
	todo:close()
end
way["queue"] = function() take({[2] = true}) end
way["two"]   = function() take({[2] = true, [3] = true}) end
way["done"]  = function() take({[2] = true}, true) end

way["pipe"] = function()
	local here, there = pipe("wire")
	task("sender", function() there:send("one"); error("cut") end)
	task("reader", function() while here:recv() do heard:add(1) end end)
end

way["order"] = function()
	local door = arrivals("door", {count = 3, every = 1})
	for i = 1, 2 do
		task("waiter " .. i, function()
			for guest in door:each() do
				if guest == 2 then error("slipped") end
				serve(guest)
			end
		end)
	end
end

way["lock"] = function()
	local till = lock("till")
	task("clerk", function() till:acquire(); error("no change", 0) end):join()
	task("other", function() till:acquire() end)
end

way["main"] = function()
	task("other", function() sleep(1) end)
	error("main gives up")
end

-- It fails only when the other comes in between.
way["race"] = function()
	n = 0
	for i = 1, 2 do
		task("adder " .. i, function()
			local was = n
			n = was + 1
			if n ~= was + 1 then error("another was here", 0) end
		end)
	end
end

way[around]()
