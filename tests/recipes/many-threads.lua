-- More threads than the system lets this process have: the first that cannot be started is an error that a recipe can catch.
local q = queue("q")
started = 0
for i = 1, 2000 do
  local ok, why = pcall(task, "t" .. i, function() q:get() end)
  if not ok then reason = string.sub(why, 1, 60) break end
  started = started + 1
end
q:close()
