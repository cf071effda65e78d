recipe{
  title = "The Convoy", about = "One answers the telephone, one thinks without a pause. With the GIL every call waits for the thinker.",
  engine = "threads", engines = {"threads", "loop"}, gil = true,
}
local calls    = param("calls", 20, {min = 1, max = 10000, help = "how often the telephone rings"})
local pause    = param("pause", 0.01, {min = 0, max = 10, help = "seconds between two calls"})
local thinkers = param("thinkers", 1, {min = 0, max = 8, help = "how many think"})
local thinking = param("thinking", 0.5, {min = 0, max = 60, help = "seconds of CPU time that each of them thinks"})
answered = 0

for i = 1, thinkers do
  task("thinker " .. i, function() work("think", thinking) end)
end
task("telephone", function()
  for _ = 1, calls do
    sleep(pause, "until it rings")
    answered = answered + 1
  end
end)
expect("every call is answered", function() return answered == calls end)
