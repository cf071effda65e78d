recipe{
  title = "Green Threads", about = "Every call that waits lets others go on, and none of them looks like it. Can another come in between these two lines?",
  engine = "loop", engines = {"loop", "threads"}, gil = false, pace = 1,
}
local note = param("note", "by wire", {
  choices = {"in memory", "by wire", "by wire, under a lock"},
  help = "how a sale is noted: at once; by a call that waits; or by one that waits while the till is locked",
})
local guests = param("guests", 2, {min = 1, max = 100, help = "how many want a cake"})
local till   = note == "by wire, under a lock" and lock("till")
cakes, sold  = 1, 0

-- Somebody else's code. Whether it waits is not to be seen where it is called.
local function note_down(text)
  if note ~= "in memory" then sleep(0.1, text) end
end

local function sell(guest)
  if cakes > 0 then
    cakes = cakes - 1 -- take it first: nothing waits between the look and this
    note_down("a cake for " .. guest)
    sold = sold + 1
    serve(guest)
  end
end

for i = 1, guests do
  task("guest " .. i, function()
    if till then till:hold(function() sell("guest " .. i) end) else sell("guest " .. i) end
  end)
end
expect("no cake is sold twice", function() return cakes >= 0 and sold <= 1 end)
