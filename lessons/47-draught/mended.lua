recipe{
  title = "Only the Draught", about = "A waiter waits for the bell. It rings, and nothing is ready: it was the draught.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local waiters  = param("waiters", 1, {min = 1, max = 10, help = "how many wait, each for one plate"})
local draughts = param("draughts", 1, {min = 0, max = 10, help = "how often the bell rings for nothing"})
local look     = param("look", "if", {choices = {"if", "while"}, help = "look once before waiting, or again after every wait"})
local pass = lock("pass")
local bell = condition("bell", pass)
plates, empty = 0, 0

local function carry()
  pass:acquire()
  if look == "if" then -- mended: both look again
    while plates == 0 do bell:wait() end
  else
    while plates == 0 do bell:wait() end
  end
  if plates == 0 then empty = empty + 1 else plates = plates - 1 end
  pass:release()
end

local function ring(more)
  pass:acquire()
  plates = plates + more
  bell:notify()
  pass:release()
end

for i = 1, waiters do task("waiter " .. i, carry) end
task("cook", function() for _ = 1, waiters do ring(1) end end)
for i = 1, draughts do task("draught " .. i, ring, 0) end -- stands for a wake-up that comes from nowhere
always("nobody goes off with nothing on the tray", function() return empty == 0 end)
