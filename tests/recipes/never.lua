-- Once it has written, the first task runs on and on without an action.
x = 0
task("runs on", function() x = 1 while true do end end)
