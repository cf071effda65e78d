recipe{
  title = "Two Waiters", about = "Two waiters wait four times each. Who waits by standing in the way holds the other up; who lets go does not.",
  engine = "loop", engines = {"loop", "threads", "processes"}, gil = false, pace = 1,
}
local waits = param("waits", "let go", {choices = {"stand still", "let go"}, help = "keep control while waiting, or give it back"})
local names = {"Ada", "Ben"}

-- The same waits whichever way: drawn before anybody starts.
local lists = {}
sum, longest = 0, 0
for i, name in ipairs(names) do
  local list, own = {}, 0
  for n = 1, 4 do
    list[n] = random(25, 75) / 100
    own = own + list[n]
  end
  lists[i], sum, longest = list, sum + own, own > longest and own or longest
end

local wait = sleep
if waits == "stand still" then
  wait = function(seconds, label) block(label, seconds) end
end

local began = now()
local tasks = {}
for i, name in ipairs(names) do
  tasks[i] = task(name, function()
    for n, seconds in ipairs(lists[i]) do
      local guest = (i - 1) * 4 + n
      wait(seconds, "wait for table " .. guest)
      serve(guest)
    end
  end)
end
for _, waiter in ipairs(tasks) do waiter:join() end
took = now() - began
say("together " .. took // 0.01 / 100 .. " s: one alone " .. longest .. " s at most, one after the other " .. sum .. " s")
