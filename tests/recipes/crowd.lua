recipe{title = "A crowd", about = "More threads at once than a kitchen has room for.", engine = "threads"}
local go = event("go")
for i = 1, 2100 do
  task("one of many", function() go:wait() end)
end
go:set()
