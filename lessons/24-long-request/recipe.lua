recipe{
  title = "A Long Request", about = "Quick requests, and one that takes long. In the loop it holds everybody up; in a pool beside the loop it does not.",
  engine = "loop", engines = {"loop"}, pace = 1,
}
local places   = {"in the loop", "in slices", "in a pool of threads", "in a pool of processes"}
local where    = param("where", "in the loop", {choices = places, help = "who makes the long calculation"})
local requests = param("requests", 20, {min = 1, max = 1000, help = "how many quick requests come"})
local every    = param("every", 0.05, {min = 0, max = 10, help = "seconds between two of them"})
local long     = param("long", 0.5, {min = 0, max = 60, help = "seconds of CPU time that the long request takes"})
local of       = where:match("^in a pool of (%a+)$")
local helpers  = of and pool("helpers", 1, of) or nil
slowest = 0

local function calculate(seconds)
  local slices = where == "in slices" and 50 or 1
  for _ = 1, slices do
    work("calculate", seconds / slices)
    if slices > 1 then yield() end -- let others in between
  end
  return "42"
end

task("long request", function()
  sleep(2 * every, "on its way")
  local answer = helpers and helpers:submit(calculate, long):result() or calculate(long)
  say("the answer is " .. answer)
end)

for i = 1, requests do
  task("request " .. i, function()
    local due = i * every
    sleep(due, "on its way")
    local late = now() - due -- who is due while the loop is busy waits until it is not
    if late > slowest then slowest = late end
    serve(i)
  end)
end
