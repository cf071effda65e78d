-- Two cooks serve three guests each and go home, though guests would come for ever.
local door = arrivals("door", {count = 100000, every = 0.001})
for i = 1, 2 do
  task("cook " .. i, function() for _ = 1, 3 do door:get() end end)
end
