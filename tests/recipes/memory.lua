-- Shared values and arrays, read by place.
local total, name = shared("total", 0), shared("name", "Ann")
local digits = array("digits", 10)
for i = 1, #digits do digits[i] = -i end
local adders = {}
for i = 1, 4 do adders[i] = task("adder " .. i, function() for _ = 1, 5000 do total:add(1) end end) end
for i = 1, 4 do adders[i]:join() end
sum = total:get()
half = total:add(0.5)
name:set("Bob")
who = name:get()
ninth = digits[9]
size = #digits
