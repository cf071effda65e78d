recipe{
  title = "Concurrent Burgers", about = "Three jobs and one cook: take orders, cook patties, make burgers.",
  engine = "threads", engines = {"threads", "loop"}, gil = true,
  pace = 30, -- half a kitchen minute in a second
  layout = {"customers > take orders > orders > cook patties > grill", "grill > cook patties > cooked > make burgers"},
}
local people  = param("customers", 12, {min = 1, max = 10000, help = "how many customers come"})
local waiters = param("waiters", 1, {min = 1, max = 100, help = "how many take orders"})
local orders  = queue("orders", param("orders", 5, {min = 1, max = 1000, help = "orders that may wait"}))
local cooked  = queue("cooked", param("cooked", 4, {min = 1, max = 1000, help = "cooked patties that may wait"}))
local grill   = grill("grill", param("grill", 4, {min = 1, max = 16, help = "patties that fit on the grill"}), 200)
local customers = arrivals("customers", {count = people, every = 24, jitter = 0.3})
param("look", 60, {min = 1, max = 600, live = true, help = "seconds between two looks at the grill"})
served = 0

local function take_orders()
  for customer in customers:each() do
    work("take order", 8)
    orders:put(customer)
  end
end

local function cook_patties()
  local to_cook = people
  while to_cook > 0 do
    sleep(param("look"), "until the next look")
    for slot = 1, #grill do
      if grill:cooked(slot) then
        cooked:put(grill:take(slot))
        to_cook = to_cook - 1
      end
      local order = grill:cooked(slot) == nil and orders:try_get() -- nil: nothing lies there
      if order then grill:place(slot, order) end
    end
  end
  cooked:close()
end

local function make_burgers()
  for patty in cooked:each() do
    work("make burger", 15)
    serve(patty)
    served = served + 1
  end
end

for i = 1, waiters do task("take orders", take_orders) end
task("cook patties", cook_patties)
task("make burgers", make_burgers)
expect("every customer is served", function() return served == people end)
