recipe{
  title = "Coffee and a Sandwich",
  about = "One person, two things to make. What to do while the water boils?",
  engine = "loop", engines = {"loop", "threads"}, gil = true,
  pace = 30, -- half a kitchen minute in a second
  layout = {"make coffee > table", "make sandwich > table"},
}
local way = param("way", "meanwhile", {
  choices = {"one by one", "meanwhile", "blocking"},
  help = "one by one; the sandwich meanwhile; or meanwhile, but staring at the kettle",
})
local on_the_table = queue("table")

local function make_coffee()
  work("fill the kettle", 10)
  if way == "blocking" then
    block("stare at the kettle", 120)
  else
    sleep(120, "until the water boils")
  end
  work("pour the coffee", 20)
  on_the_table:put("coffee")
end

local function make_sandwich()
  for _, step in ipairs{"cut the bread", "spread the butter", "lay on cheese", "slice a tomato", "close it"} do
    work(step, 40)
    yield() -- look up: is the water boiling?
  end
  on_the_table:put("sandwich")
end

local coffee = task("make coffee", make_coffee)
if way == "one by one" then coffee:join() end
local sandwich = task("make sandwich", make_sandwich)
coffee:join()
sandwich:join()
say(way .. ": breakfast after " .. math.floor(now()) .. " seconds")

expect("coffee and sandwich are on the table", function() return #on_the_table == 2 end)
