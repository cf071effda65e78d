recipe{title = "Parcels", about = "Texts of 10 MB go from one process to another.", engine = "processes", engines = {"processes", "threads", "loop"}}
local parcels = param("parcels", 20, {min = 1, max = 10000})
local out, into = pipe("hatch")
local text = ("0123456789"):rep(1000000)
local sum = 0
local taker = task("take", function()
  for i = 1, parcels do sum = sum + #into:recv() end
  return sum
end)
for i = 1, parcels do out:send(text) end
local all = taker:join()
expect("all came", function() return all == parcels * #text end)
