recipe{title = "Two at work", engine = "threads"}
for i = 1, 2 do
  task("worker " .. i, function() for _ = 1, 10 do work("knead", 0.03) end end)
end
