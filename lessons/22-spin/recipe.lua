recipe{
  title = "Is It Ready? Is It Ready?", about = "A waiter asks again and again, and never lets the cook get a word in.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local way = param("between", "nothing", {
  choices = {"nothing", "yield", "sleep", "event"},
  help = "between two looks do nothing; let the others go first; sleep a second; or do not look but wait for an event",
})
local done = event("done")
ready = false

task("waiter", function()
  if way == "event" then return done:wait() end
  while not ready do
    if way == "yield" then yield() end
    if way == "sleep" then sleep(1, "look again in a second") end
  end
end)

task("cook", function()
  ready = true
  done:set()
end)
expect("the food is ready", function() return ready end)
