recipe{
  title = "Three Chefs", about = "A pool of chefs maps over the dishes. Results come in the order of the list, the work in another.",
  engine = "threads", engines = {"threads", "processes", "loop"}, gil = false, pace = 10,
}
local chefs = param("chefs", 3, {min = 1, max = 16, help = "how many cook"})
local of    = param("of", "either", {choices = {"either", "threads", "processes"}, help = "what the pool is of; either: as the run's own tasks are"})
local speed = param("speed", 1, {min = 0.1, max = 1000, help = "how quick hands are"})
local menu = {
  {name = "pizza", "dough", "tomatoes", "cheese", "basil"},
  {name = "spaghetti", "pasta", "tomatoes", "garlic", "oil", "parmesan"},
  {name = "stir fry", "rice", "peppers", "soy sauce", "ginger", "beans"},
  {name = "biryani", "rice", "onions", "yoghurt", "saffron", "cardamom", "raisins"},
  {name = "salad", "lettuce", "tomatoes", "cucumber", "dressing"},
}
local served = shared("served so far", 0)

local function make(dish)
  for _, ingredient in ipairs(dish) do sleep(0.5 / speed, ingredient) end
  sleep(#dish / speed, "cook " .. dish.name)
  local place = served:add(1)
  serve(dish.name)
  return {name = dish.name, place = place, pid = pid()}
end

local kitchen = pool("chefs", chefs, of ~= "either" and of or nil)
local dishes = kitchen:map(make, menu)
kitchen:shutdown()
in_order = ""
local kitchens, met = 0, {}
for _, dish in ipairs(dishes) do
  in_order = in_order .. dish.place
  if not met[dish.pid] then kitchens = kitchens + 1 end
  met[dish.pid] = true
end
processes, at_home = kitchens, met[pid()] or false -- threads all cook in the process of the main task, processes each in their own
say("served in this order, as the menu has them: " .. in_order)
expect("results come in the order of the menu", function()
  for i, dish in ipairs(dishes) do if dish.name ~= menu[i].name then return false end end
  return #dishes == #menu
end)
