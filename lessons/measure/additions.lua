recipe{title = "Additions", about = "How many a recipe does in 100 ms."}
local count = param("additions", 5000000, {min = 1, max = 1000000000})
local sum, before = 0, now()
for i = 1, count do sum = sum + i end
additions = count / (now() - before) / 10
