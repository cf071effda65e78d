recipe{
  title = "A Lock Too Small", about = "Waiters sell what is left. There is a lock, but not round all that belongs together.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local waiters = param("waiters", 2, {min = 1, max = 20, help = "how many sell one burger each"})
local burgers = param("burgers", 1, {min = 0, max = 20, help = "how many there are to sell"})
local locked  = param("locked", "taking", {
  choices = {"taking", "each access", "both"},
  help = "lock the taking, not the look before it; each of the two by itself; or both in one go",
})
local counter = lock("counter")
left = burgers
local sell = {}

sell["taking"] = function()
  if left == 0 then return 0 end -- a look without the lock
  counter:hold(function() left = left - 1 end)
  return 1
end

sell["each access"] = function()
  return counter:hold(function()
    if left == 0 then return 0 end
    left = left - 1
    return 1
  end)
end

sell["both"] = function()
  counter:acquire()
  local sold = left > 0 and 1 or 0
  if sold == 1 then left = left - 1 end
  counter:release()
  return sold
end

local selling, sold = {}, 0
for i = 1, waiters do selling[i] = task("waiter " .. i, sell[locked]) end
for _, waiter in ipairs(selling) do sold = sold + waiter:join() end
expect("no burger is sold twice", function() return sold == math.min(waiters, burgers) and left == burgers - sold end)
