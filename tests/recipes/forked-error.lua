recipe{title = "An Error in a Child", engine = "processes", engines = {"processes", "threads"}}
local function wrong(x)
  return x.y.z
end
task("ann", function() task("inner", wrong, {}):join() end):join()
