recipe{title = "Starts", about = "A worker begins and ends, and then the next.", engine = "threads"}
local function nothing() end
for i = 1, param("starts", 1000, {min = 1, max = 1000000}) do
  task("one", nothing):join()
end
