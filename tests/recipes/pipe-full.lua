recipe{title = "A full pipe", about = "There is room for 64 KB: who sends more waits until some is taken."}
local a, b = pipe("hatch")
local sent = shared("sent", 0)
task("ann", function()
  for i = 1, 3 do a:send(("x"):rep(40000)); sent:add(1) end
end)
sleep(0.05)
local before = sent:get()
for i = 1, 3 do b:recv() end
expect("two fit, the third waits", function() return before == 2 and sent:get() == 3 end)
