recipe{
  title = "Through a Pipe", about = "Numbers, words and tables go through a pipe until nothing comes. Each arrives as a copy.",
  engine = "processes", engines = {"processes", "threads", "loop"}, gil = false,
}
local here, there = pipe("hatch")
local order = {dish = "pizza", price = 8}

local cook = task("cook", function()
  local came = 0
  while true do
    local thing = there:recv()
    if thing == nil then return came end
    came = came + 1
    sleep(0.5, "look at it")
    if type(thing) == "table" then
      thing.price = thing.price + 1 -- a table of the cook's own
      say("a table: " .. thing.dish .. ", " .. thing.price)
      there:send(thing)
    else
      say(type(thing) .. ": " .. tostring(thing))
    end
  end
end)

here:send(42)
here:send("good evening")
here:send(order)
local copy = here:recv()
here:send(nil)
came = cook:join()
price_here, price_there = order.price, copy.price
expect("what was sent is as it was", function() return order.price == 8 end)
expect("what came back is another table", function() return copy ~= order and copy.price == 9 and copy.dish == "pizza" end)
