recipe{
  title = "The Bell Nobody Heard", about = "The cook rings once when the food is ready. A waiter who comes later waits for ever.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local waiters = param("waiters", 1, {min = 1, max = 10, help = "how many wait for the bell"})
local cook    = param("cook", 0, {min = 0, max = 60, help = "seconds until the food is ready"})
local way     = param("way", "only the bell", {
  choices = {"only the bell", "a flag", "an event"},
  help = "wait for the bell; look at a flag before waiting; or use an event, which stays set",
})
local pass = lock("pass")
local bell = condition("bell", pass)
local ready_event = event("ready")
ready = false

local function wait_for_food()
  if way == "an event" then return ready_event:wait() end
  pass:acquire()
  while not ready do bell:wait() end -- mended: what happened is remembered, and looked at first
  pass:release()
end

local function ring()
  sleep(cook, "the food is cooking")
  if way == "an event" then return ready_event:set() end
  pass:acquire()
  ready = true
  bell:notify_all()
  pass:release()
end

for i = 1, waiters do task("waiter " .. i, wait_for_food) end
task("cook", ring)
