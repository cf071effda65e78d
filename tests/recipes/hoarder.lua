task("hoarder", function()
  local t = {}
  for i = 1, 1e12 do t[i] = "item " .. i end
end)
