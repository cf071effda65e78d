-- An instance begins at the top of this file, and is long there before it asks for anything.
recipe{ title = "A Late Cloud", engine = "instances" }
sleep(0.11, "unpack")
local house = cloud("house", function() return 7 end)
answer = house:invoke():result()
