-- steps.lua - two who take a hundred steps each, on any engine.
recipe{ title = "Steps", engine = "threads", engines = {"threads", "loop", "processes"}, gil = false }
count = 0
for i = 1, 2 do
  task("walker " .. i, function()
    for _ = 1, 200 do
      count = count + 1
      yield()
    end
  end)
end
