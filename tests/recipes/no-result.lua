local carriers = pool("carriers", 1)

local function carry()
  return 1, {box = setmetatable({}, {})}
end

carriers:submit(carry):result()
