total = 1
expect("one and one is two", function() return total == 1 end)
expect("the till is full", function() return total > 1 end)
