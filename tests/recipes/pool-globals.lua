recipe{title = "Whose globals", about = "Threads of a pool have the main task's globals and lists; processes have copies, made when the pool was. Shared values cross."}
local of = param("of", "threads", {choices = {"threads", "processes"}})
visits = 5
local names = list("names")
names:append("main")
local total, guard, door = shared("total", 0), lock("guard"), queue("door", 2)
local p = pool("helpers", 2, of)
visits = 6
local function visit(i)
  guard:acquire()
  total:set(total:get() + 1)
  visits = visits + 1
  names:append(i)
  local seen = visits
  guard:release()
  door:put(i) -- a worker of a pool may wait for a task, and a task for it
  return seen
end
local calls, in_all = {}, 0
for i = 1, 6 do calls[i] = p:submit(visit, i) end
for i = 1, 6 do door:get() end
for i = 1, 6 do in_all = math.max(in_all, calls[i]:result()) end
p:shutdown()
expect("what is shared crosses", function() return total:get() == 6 end)
expect("threads count in main's global, processes each in a copy of what it was when the pool was made", function()
  if of == "threads" then return visits == 12 and #names == 7 and in_all == 12 end
  return visits == 6 and #names == 1 and in_all >= 5 + 3 and in_all <= 5 + 6
end)
