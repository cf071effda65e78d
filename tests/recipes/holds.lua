-- A lock held around a function: results pass through, errors release it, and the function may wait.
local till = lock("till")
local book = lock("book", {reentrant = true})
visits = 0
inside = 0
local function visit(n)
  inside = inside + 1
  assert(inside == 1, "two are inside")
  local seen = visits
  sleep(0.001)
  visits = seen + n
  inside = inside - 1
  return n, "done"
end
local all = {}
for i = 1, 5 do
  all[i] = task("waiter " .. i, function()
    for _ = 1, 10 do
      local n, word = till:hold(visit, 2)
      assert(n == 2 and word == "done")
    end
    return book:hold(function() return book:hold(function() return "twice" end) end)
  end)
end
for i = 1, 5 do assert(all[i]:join() == "twice") end
local ok, why = pcall(function() till:hold(function() sleep(0.001) error("spilt") end) end)
raised = not ok and why:match("spilt$")
tried = till:try_acquire()
again = till:try_acquire() -- in vain, as for anybody else
refused = task("guest", function() return till:try_acquire() end):join()
till:release()
ok, why = pcall(till.hold, till, function() till:release() end)
early = why
expect("nothing is lost", function() return visits == 100 end)
