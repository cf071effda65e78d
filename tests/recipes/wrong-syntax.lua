task("a", function()
  work("x" 1)
end)
