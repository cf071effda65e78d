-- A blocking call on the loop: the other task's short sleep ends far too late.
recipe{title = "A stall", engine = "loop"}
late = 0
task("sleeper", function()
  local start = now()
  sleep(0.05, "a moment")
  late = now() - start
end)
task("blocker", function() yield() block("stare", 0.4) end)
