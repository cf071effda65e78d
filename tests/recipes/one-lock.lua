-- Two tasks and one lock.
recipe{title = "One Lock", engine = "threads", engines = {"threads", "loop"}}
local door = lock("door")
inside = 0
for _, name in ipairs({"first", "second"}) do
  task(name, function()
    door:acquire()
    inside = inside + 1
    door:release()
  end)
end
