recipe{title = "A chef is killed", about = "Calls are done, or fail with words that say why; none is left waiting."}
local p = pool("chefs", 2, "processes")
local function slow(i) yield() yield() return i end
local calls = {}
for i = 1, 4 do calls[i] = p:submit(slow, i) end
done, lost = 0, 0
local well = true
for i = 1, 4 do
  local ok, value = pcall(calls[i].result, calls[i])
  if ok then done = done + 1 else lost = lost + 1 end
  well = well and (value == i or value == "call " .. i .. " of chefs has no result: chefs 1, which worked on it, was killed")
end
expect("each has its result or says why not", function() return well and done + lost == 4 and lost <= 1 end)
