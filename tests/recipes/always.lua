-- Two cooks pass one bowl through: it is empty before and after, and in some orders both have a patty in it meanwhile. What is checked, and how, can be chosen.
recipe{title = "One Bowl", about = "Never more than one patty in the bowl.", engine = "threads", engines = {"threads", "loop"}, gil = false}
local check = param("check", "looks", {choices = {"looks", "remembers", "assigns", "acquires", "puts", "starts", "draws", "errs", "never ends", "reads what is not there"}})
local bowl, seen = shared("bowl", 0), {}
local key, pass = lock("key"), queue("pass")

always("never more than one patty in the bowl", function()
  if check == "remembers" then
    seen[#seen + 1] = true
    return #seen == 1
  end
  if check == "assigns" then patties = 1 end
  if check == "acquires" then key:acquire() end
  if check == "puts" then pass:put(1) end
  if check == "starts" then task("another", function() end) end
  if check == "draws" then return random() < 2 end
  if check == "errs" then return nothing.at_all end
  if check == "reads what is not there" then return nowhere == nil end
  while check == "never ends" do pcall(error) end
  return bowl:get() <= 1 and #pass == 0
end)

for i = 1, 2 do
  task("cook " .. i, function()
    bowl:add(1)
    bowl:add(-1)
  end)
end
expect("the bowl is empty in the end", function() return bowl:get() == 0 end)
