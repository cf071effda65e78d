local box = setmetatable({}, {__index = function() return 1 end})
task("carrier", function() say(box.x) end)
