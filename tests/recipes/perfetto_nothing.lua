expect("what is true", function() return true end)
