recipe{
  title = "The Chef Waits for the Trainee", about = "Who ranks higher goes first. But the lowest of all has the order book.",
  engine = "threads", engines = {"threads"}, gil = false,
}
local glasses = param("glasses", 5, {min = 0, max = 100, help = "how many the waiter polishes, a second each"})
local pages   = param("pages", 3, {min = 1, max = 100, help = "pages that the trainee adds up, a second each"})
local adds    = param("adds", "in the book", {
  choices = {"in the book", "from a copy"},
  help = "the trainee keeps the book while adding up, or copies the pages and gives it back first",
})
local book = lock("order book")
page, glass, late = 0, 0, 0

task("chef", function()
  sleep(1, "until it is time to cook")
  local came = now()
  book:acquire()
  late = now() - came -- seconds
  book:release()
end)

task("waiter", function()
  sleep(1, "until the glasses come")
  for i = 1, glasses do
    glass = i
    work("polish", 1)
  end
end)

task("trainee", function()
  book:acquire()
  if adds == "from a copy" then book:release() end
  for i = 1, pages do
    page = i
    work("add up", 1)
  end
  if adds == "in the book" then book:release() end
end)
expect("the chef waits for nobody but the trainee", function() return late <= pages end)
