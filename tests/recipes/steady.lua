-- Goes on, evenly, for as long as one likes to look.
recipe{title = "Steady Hands", engine = "threads", engines = {"threads", "loop"}, gil = true, layout = {"giver > belt > taker"}}
local last = param("last", 100000, {min = 1, max = 100000, help = "how many are given"})
param("gap", 0.05, {min = 0.01, max = 10, live = true, help = "seconds between two"})
local belt = queue("belt", 3)
taken = 0

task("giver", function()
  for n = 1, last do
    sleep(param("gap"), "a little")
    belt:put(n)
  end
  belt:close()
end)

task("taker", function()
  for n in belt:each() do
    work("take it", 0.002)
    taken = taken + 1
    serve(n)
  end
end)
