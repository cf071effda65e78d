recipe{title = "A belt", about = "One puts, one gets, five fit between them.", engine = "loop"}
local items = param("items", 1000, {min = 1, max = 100000000})
local belt = queue("belt", 5)

local maker = task("maker", function()
  for i = 1, items do belt:put(i) end
  belt:close()
end)
local eater = task("eater", function()
  local n = 0
  for item in belt:each() do n = n + 1 end
  return n
end)
maker:join()
assert(eater:join() == items)
