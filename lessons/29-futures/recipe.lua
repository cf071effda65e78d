recipe{
  title = "Futures", about = "Work begins before anyone asks for its result, and an error waits with the result.",
  engine = "threads", engines = {"threads", "processes", "loop"}, gil = false, pace = 10,
}
local begun = shared("begun", 0)
local cooks = pool("cooks", 2)

local function bake(bread, minutes)
  begun:add(1)
  if not minutes then error("nobody knows how long to bake " .. bread) end
  sleep(minutes, "bake " .. bread)
  return bread .. ", baked " .. minutes .. " minutes"
end

local rye, rolls, cake = cooks:submit(bake, "rye", 3), cooks:submit(bake, "rolls", 1), cooks:submit(bake, "cake")
sleep(2, "set the table")
begun_before_asked = begun:get()
rolls_done = rolls:done()
say(rye:result())
say(rolls:result())
local good, why = pcall(cake.result, cake)
say(why)
cooks:shutdown()
error_came = not good
expect("work had begun before anyone asked", function() return begun_before_asked >= 2 and rolls_done end)
expect("the error came with the result", function() return not good and why:find("nobody knows how long to bake cake", 1, true) ~= nil end)
