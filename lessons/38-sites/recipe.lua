recipe{
  title = "Downloading Sites", about = "Pages from a service that takes its time for each. One by one, a few at once, or all at once: who waits for what?",
  engine = "threads", engines = {"threads", "loop", "processes"}, gil = true, pace = 1,
}
local pages    = param("pages", 160, {min = 1, max = 10000, help = "how many pages there are"})
local readers  = param("readers", 5, {min = 1, max = 1000, help = "how many fetch at once; 1 is one by one"})
local latency  = param("latency", 0.05, {min = 0, max = 10, help = "seconds that the service takes for a page"})
local sessions = param("sessions", "one a reader", {
  choices = {"one a reader", "one for all", "one a page"},
  help = "a connection kept by each reader; kept for all, where one thread does it all (the loop); or a new one for each page",
})
local site  = service{latency = latency}
local todo  = queue("pages")
local bytes = shared("bytes", 0)
local common = sessions == "one for all" and session("common")

for page = 1, pages do todo:put(page) end
todo:close()

for i = 1, readers do
  task("reader " .. i, function()
    local kept = common or sessions == "one a reader" and session("reader " .. i)
    for page in todo:each() do
      local url = site .. "/page/" .. page
      local status, body
      if kept then status, body = kept:fetch(url) else status, body = fetch(url) end
      if status ~= 200 then error("page " .. page .. ": " .. (status or body)) end
      bytes:add(#body)
      serve(page)
    end
  end)
end
