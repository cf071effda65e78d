-- Those who wait at a condition are told in the order in which they queued up.
local till = lock("till")
local news = condition("news", till)
local order = list("order")
local ready = list("ready")
for i = 1, 4 do
  task("guest " .. i, function()
    till:acquire()
    ready:append(i)
    news:wait()
    order:append(i)
    till:release()
  end)
  while #ready < i do sleep(0.0005) end
  till:acquire() -- it has queued up when the lock can be had
  till:release()
end
for i = 1, 4 do
  till:hold(function() news:notify() end)
  while #order < i do sleep(0.0005) end
end
in_order = order[1] == ready[1] and order[2] == ready[2] and order[3] == ready[3] and order[4] == ready[4]
