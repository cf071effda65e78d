-- Options that service() does not take.
recipe{engines = {"threads"}}
local wrong = param("wrong", "latency", {choices = {"latency", "error", "name"}})

if wrong == "latency" then
	service{latency = -1}
elseif wrong == "error" then
	service{error_rate = 2}
else
	service{port = 80}
end
