recipe{
  title = "Three Chefs in a Loop", about = "Dishes are tasks of one loop, and a semaphore lets three of them at the stove. What overlaps depends on what waits.",
  engine = "loop", engines = {"loop", "threads"}, gil = false, pace = 10,
}
local chefs   = param("chefs", 3, {min = 1, max = 16, help = "how many dishes are made at once"})
local cooking = param("cooking", "waits", {choices = {"waits", "stands there"}, help = "go away while it cooks, or stand there and stir"})
local menu = {
  {name = "pizza", "dough", "tomatoes", "cheese", "basil"},
  {name = "spaghetti", "pasta", "tomatoes", "garlic", "oil", "parmesan"},
  {name = "stir fry", "rice", "peppers", "soy sauce", "ginger", "beans"},
  {name = "biryani", "rice", "onions", "yoghurt", "saffron", "cardamom", "raisins"},
  {name = "salad", "lettuce", "tomatoes", "cucumber", "dressing"},
}
local places = semaphore("places at the stove", chefs)
at_once, most = 0, 0

local function cook(dish)
  local seconds = 1 + #dish / 2
  if cooking == "waits" then
    sleep(seconds, "cook " .. dish.name)
  else
    block("stir " .. dish.name, seconds)
  end
end

for _, dish in ipairs(menu) do
  task(dish.name, function()
    places:acquire()
    at_once = at_once + 1
    if at_once > most then most = at_once end
    for _, ingredient in ipairs(dish) do work(ingredient, 0.05) end
    cook(dish)
    at_once = at_once - 1
    places:release()
    serve(dish.name)
  end)
end
expect("no more were made at once than there are chefs", function() return most <= chefs end)
