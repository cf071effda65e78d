recipe{title = "A crowd", about = "Many who wait at once; by default more than a kitchen has room for.", engine = "threads"}
local many, go, here = param("many", 2100, {min = 1, max = 3000}), event("go"), semaphore("here", 0)
for i = 1, many do
  task("one of many", function() here:release() go:wait() end)
end
for i = 1, many do here:acquire() end
go:set()
