-- A wants what C has, who wants what D has; B needs nothing and never stops being able. Ranks are in this order.
recipe{title = "ranks", engine = "threads", engines = {"threads", "loop"}, gil = false}
local one, two = lock("one"), lock("two")
local have = semaphore("have", 0)
glass, left = 0, -1

local function rest(n) for _ = 1, n do yield() end end

task("a", function()
  sleep(1)
  two:acquire()
  left = 20 - glass -- what B had still to do when A got on
  two:release()
end)
task("b", function()
  sleep(1)
  for i = 1, 20 do glass = i; rest(1) end
end)
task("c", function()
  have:acquire()
  two:acquire()
  one:acquire()
  one:release()
  two:release()
end)
task("d", function()
  one:acquire()
  have:release()
  sleep(1)
  rest(3)
  one:release()
end)
