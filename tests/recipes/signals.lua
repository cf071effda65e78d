-- Semaphores, conditions, events and barriers among five workers.
local ovens = semaphore("ovens", 2)
local gate = event("gate")
local start = barrier("start", 5)
local till = lock("till")
local news = condition("news", till)
local baking, most = shared("baking", 0), shared("most", 0)
local rounds = array("rounds", 5, 0)
local order = list("order")
before = 0
bread = 0
local function bake()
  ovens:acquire()
  local now_baking = baking:add(1)
  if now_baking > most:get() then most:set(now_baking) end
  sleep(0.002)
  baking:add(-1)
  ovens:release()
end
local all = {}
for i = 1, 5 do
  all[i] = task("baker " .. i, function()
    gate:wait()
    for round = 1, 3 do
      rounds[i] = round
      start:wait()
      for j = 1, #rounds do assert(rounds[j] >= round, "one has gone on before all had arrived") end
      start:wait()
    end
    bake()
    till:acquire()
    while bread == 0 do news:wait() end
    bread = bread - 1
    order:append(i)
    till:release()
  end)
end
was_set = gate:is_set()
sleep(0.01)
for i = 1, 5 do before = before + rounds[i] end -- nobody has passed
gate:set()
for _ = 1, 3 do
  sleep(0.005)
  till:hold(function() bread = bread + 1 news:notify() end)
end
till:hold(function() bread = bread + 2 news:notify_all() end)
for i = 1, 5 do all[i]:join() end
gate:clear()
set_at_end = gate:is_set()
served = #order
at_once = most:get()
expect("no bread is left", function() return bread == 0 and baking:get() == 0 end)
