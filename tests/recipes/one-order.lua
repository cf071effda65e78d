local q = queue("orders")
done = 0
task("cook", function() q:put(1) done = done + 1 end)
task("ann", function() q:get() done = done + 1 end)
task("bob", function() q:get() done = done + 1 end)
