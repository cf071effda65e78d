recipe{title = "Parcels", about = "Texts of 10 MB go from one task to another.", engine = "threads", engines = {"threads", "loop", "processes"}}
local parcels = param("parcels", 5, {min = 1, max = 10000})
local out, into = pipe("hatch")
local text = ("0123456789"):rep(1000000)

local taker = task("taker", function()
  into:recv()
  local before = now()
  for i = 1, parcels do into:recv() end
  return (now() - before) / parcels
end)
for i = 0, parcels do out:send(text) end
parcel_s = taker:join()
