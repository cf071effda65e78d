recipe{title = "Left alone", about = "Nobody waits for the calls, nor shuts the pool down: they are done all the same."}
local p = pool("chefs", 3)
local done = shared("done", 0)
for i = 1, 12 do
  p:submit(function() sleep(0.002); done:add(1) end)
end
expect("all calls were done", function() return done:get() == 12 end)
