recipe{
  title = "The Menu on the Wall", about = "Many may read the menu at once; who writes must be alone. Who lets whom go first?",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local readers = param("readers", 2, {min = 1, max = 10, help = "how many read"})
local looks   = param("looks", 1, {min = 1, max = 1000, help = "how often each of them reads"})
local rule    = param("rule", "readers first", {
  choices = {"readers first", "fair"},
  help = "readers go in as long as nobody writes; or they let a writer who waits go first",
})
local wall = lock("wall")
local changed = condition("changed", wall)
reading, writing, waiting, passed = 0, 0, 0, 0

local function read()
  wall:acquire()
  while writing > 0 or waiting > 0 do changed:wait() end -- mended: who waits to write goes first
  reading = reading + 1
  passed = passed + waiting -- a writer was there before
  wall:release()
  wall:acquire() -- has read
  reading = reading - 1
  changed:notify_all()
  wall:release()
end

task("writer", function()
  wall:acquire()
  waiting = 1
  while reading > 0 do changed:wait() end
  waiting, writing = 0, 1
  wall:release()
  wall:acquire() -- has written
  writing = 0
  changed:notify_all()
  wall:release()
end)
for i = 1, readers do
  task("reader " .. i, function() for _ = 1, looks do read() end end)
end
always("whoever writes is alone", function() return writing == 0 or reading == 0 end)
expect("no reader goes in past a writer who waits", function() return passed == 0 end)
