recipe{
  title = "A Shared Value and an Array", about = "A child sets a number and turns ten numbers round. Through shared memory its parent sees it; in a global it does not.",
  engine = "processes", engines = {"processes", "threads", "loop"}, gil = false,
}
local number, numbers = shared("number", 0), array("numbers", 10)
global = 0
for i = 1, 10 do numbers[i] = i - 1 end

local child = task("child", function()
  number:set(3.1415927)
  for i = 1, 10 do numbers[i] = -numbers[i] end
  global = 1
end)
child:join()
say(number:get())
expect("the parent sees the number", function() return number:get() == 3.1415927 end)
expect("the parent sees all ten turned round", function()
  for i = 1, 10 do if numbers[i] ~= 1 - i then return false end end
  return true
end)
