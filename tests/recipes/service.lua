-- Three workers ask a service of the run's own for pages, ten each, and count how it answers.
recipe{engines = {"threads", "loop", "processes"}}

local url = service{latency = 0.001, jitter = 0.001, error_rate = 0.4, page = 100}
local good, bad = shared("good", 0), shared("bad", 0)

for w = 1, 3 do
	task("asker " .. w, function()
		for i = 1, 10 do
			local status, body = fetch(url .. "/page/" .. i)
			if status == 200 and #body > 0 then
				good:add(1)
			elseif status == 500 then
				bad:add(1)
			end
		end
	end)
end

expect("each request was answered", function() return good:get() + bad:get() == 30 end)
expect("some of them with an error", function() return bad:get() > 0 end)
