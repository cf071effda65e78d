-- Globals and lists are copied at the fork and then apart; what is shared crosses, and so do a task's captured locals and what it returns.
visits = 10
local notes = list("notes")
notes:append("before")
local total, ready = shared("total", 0), event("ready")
local offset = 5

local function visit(times)
  visits = visits + times
  notes:append("here")
  total:add(times + offset)
  offset = offset + 1
  return visits, #notes
end

local function nested(times)
  visits = visits + 1
  local v = task("inner", visit, times):join()
  ready:set()
  return v, visits
end

local a, b, c = task("one", visit, 1), task("two", visit, 20), task("outer", nested, 300)
one, two = a:join(), b:join()
inner, outer = c:join()
ready:wait()
length, sum = #notes, total:get()
task("states", function() expect("stated in a child", function() return visits == 10 end) end):join()
expect("each process has its own", function() return one == 11 and two == 30 and inner == 311 and outer == 11 and visits == 10 end)
