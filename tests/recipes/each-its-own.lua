-- A global and a list, changed by two tasks: as processes each has its own, and nothing that one does is seen by another.
recipe{title = "Each its Own", engine = "processes", engines = {"processes", "threads", "loop"}}
local plates = list("plates")
plates:append(5)
g = 1
local a = task("a", function() g = g + 1 plates:append(g) return g * 100 + #plates end)
local b = task("b", function() g = g + 2 new = 7 plates:append(g) plates[1] = 0 return g * 100 + #plates end)
r = a:join() * 10000 + b:join()
n = #plates
first = plates[1]
