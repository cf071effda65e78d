recipe{title = "Values", about = "One puts, one gets, five fit between them.", engine = "threads", engines = {"threads", "loop", "processes"}}
local values = param("values", 10000, {min = 1, max = 100000000})
local belt = queue("belt", 5)

local maker = task("maker", function()
  for i = 1, values do belt:put(i) end
  belt:close()
end)
local taker = task("taker", function()
  belt:get()
  local before = now()
  for value in belt:each() do end
  return (now() - before) / (values - 1)
end)
maker:join()
value_s = taker:join()
