recipe{
  title = "All Together Now", about = "Cooks lay out one course, wait for one another, and serve. How many does the barrier wait for?",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local cooks   = param("cooks", 2, {min = 1, max = 10, help = "how many cook"})
local parties = param("parties", "one too many", {
  choices = {"one too few", "right", "one too many"},
  help = "how many the barrier waits for, beside how many cook",
})
local off = parties == "one too few" and -1 or parties == "one too many" and 1 or 0
local all_here = barrier("all here", cooks) -- mended: as many as there are cooks
local laid = shared("plates laid", 0)
early = 0

for i = 1, cooks do
  task("cook " .. i, function()
    laid:add(1)
    all_here:wait()
    if laid:get() < cooks then early = i end -- serves, and a plate is missing
  end)
end
always("nobody serves before all is laid out", function() return early == 0 end)
