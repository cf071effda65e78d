recipe{
  title = "Cloud Coffees", about = "Each order in a stall of its own: stalls float down from the cloud with the crowd, and up again when it goes.",
  layout = {"customers > waiter > stalls", "waiter > served"},
  engine = "instances", engines = {"instances", "loop", "threads"}, gil = false,
}
local coffees = param("coffees", 12, {min = 1, max = 500, help = "customers of the rush; every sixth wants a cold brew"})
local waiters = param("waiters", 5, {min = 1, max = 50, help = "who order at the stalls and wait for the coffee"})
local most    = param("stalls", 3, {min = 1, max = 50, help = "stalls that there may be at one time"})
local count   = param("count", "by the answers", {
  choices = {"by the answers", "in a global"}, help = "coffees are counted by the answers that come back, or by the stalls in a global",
})

work("unpack the machine", 0.5)           -- each stall begins at the top of this page: its cold start
cups = 0

local stalls = cloud("stalls", function(order)
  cups = cups + 1                         -- of this stall alone
  work("grind", 0.3)
  if order.kind == "cold brew" then sleep(24, "drip") end
  sleep(0.5, "brew")
  return {cups = cups}
end, {limit = most, timeout = 3, idle = 1.5, retries = 1})

local till = shared("till", 0)

local function order(number)
  if number % 6 == 0 then
    stalls:post({number = number, kind = "cold brew"})   -- nobody waits for it
    return
  end
  repeat
    local good, answer = pcall(function()
      return stalls:invoke({number = number, kind = "espresso"}):result()
    end)
    if not good then
      if not (answer:find("429", 1, true) or answer:find("time limit", 1, true)) then error(answer, 0) end
      sleep(0.7, "asks again")            -- all stalls are busy, or this one was too slow
    end
  until good
  till:add(1)
  serve(number)
end

local customers = arrivals("customers", {count = coffees, every = 0.3, jitter = 0.5})
local team = {}
for i = 1, waiters do
  team[i] = task("waiter " .. i, function()
    for customer in customers:each() do order(customer) end
  end)
end
for _, waiter in ipairs(team) do waiter:join() end
sleep(4, "a quiet hour")                  -- no crowd: the stalls go up
order(coffees // 6 * 6 + 7)               -- one who comes late: down comes a stall, cold
sleep(2, "quiet again")                   -- and nobody else comes: up it goes

local counted = count == "in a global" and cups or till:get()
expect("every coffee that was served is counted", function() return counted == coffees - coffees // 6 + 1 end)
expect("nobody outside a stall sees what it counts", function() return cups == 0 end)
