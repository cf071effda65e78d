local line = queue("line", 1)
line:put(setmetatable({}, {}))
