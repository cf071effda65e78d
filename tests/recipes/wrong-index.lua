local q = queue("q", 2)
task("bad cook", function()
  local t = nil
  q:put(t.lid)
end)
