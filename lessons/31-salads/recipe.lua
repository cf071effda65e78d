recipe{
  title = "Parallel Salads", about = "Each maker is a kitchen of its own. Only what passes through a hatch is shared.",
  engine = "processes", engines = {"processes", "threads"}, gil = true, retry = "retry",
  pace = 30, -- half a kitchen minute in a second
  layout = {"customers > make salads > served", "clean > make salads > dirty > wash bowls > clean"},
}
local people = param("customers", 12, {min = 1, max = 10000, help = "how many customers come"})
local every  = param("every", 3, {min = 0, max = 600, help = "seconds between two of them"})
local makers = param("makers", 3, {min = 1, max = 64, help = "how many make salads; one core of the machine for each is best"})
local bowls  = param("bowls", 4, {min = 1, max = 64, help = "bowls there are, clean or not"})
local speed  = param("speed", 1, {min = 0.1, max = 1000, help = "how quick hands are"})
param("retry", false, {help = "an order in the hands of a maker who is killed goes back to the door; else it is lost"})
local customers = arrivals("customers", {count = people, every = every, jitter = 0.3})
local clean, dirty = queue("clean", bowls), queue("dirty", bowls)
made = 0

local function make_salads()
  for order in customers:each() do
    work("take order", 2 / speed)
    local bowl = clean:get()
    work("ingredients", 8 / speed)
    work("dressing", 3 / speed)
    work("mix", 4 / speed)
    work("fill container", 3 / speed)
    serve(order)
    made = made + 1 -- a count of its own: no other process sees it
    dirty:put(bowl)
  end
end

local function wash_bowls()
  for bowl in dirty:each() do
    work("wash", 4 / speed)
    clean:put(bowl)
  end
end

for i = 1, bowls do clean:put("bowl " .. i) end
local kitchens = {}
for i = 1, makers do kitchens[i] = task("make salads", make_salads) end
local washer = task("wash bowls", wash_bowls)

local function wait_for(kitchen)
  pcall(function() kitchen:join() end) -- one that was killed raises an error
end
for _, kitchen in ipairs(kitchens) do wait_for(kitchen) end
dirty:close()
wait_for(washer)
expect("every bowl is clean again", function() return #clean == bowls end)
