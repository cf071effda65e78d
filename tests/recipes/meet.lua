recipe{title = "To meet", about = "Three are to meet. Who is killed on the way does not come.", engine = "processes", engines = {"processes"}}
local door = barrier("door", 3)
local hall = list("hall")
for _, name in ipairs {"ann", "bob", "cat"} do
  task(name, function()
    for round = 1, 2 do hall:append(round); door:wait() end
  end)
end
