recipe{title = "Spin", engine = "threads"}
ready = false
task("spinner", function() while not ready do end say("go") end)
task("maker", function() ready = true end)
