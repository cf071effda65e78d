-- Forks within a task, forks of forks, and a child that comes to be while its parent holds a lock: the lock is the parent's alone.
recipe{title = "Forks of Forks", engine = "processes", engines = {"processes", "threads"}}
local t = task("a", function()
  local child = fork("child")
  if child then return 100 + child:join() end
  local grandchild = fork("grandchild")
  if grandchild then return 10 + grandchild:join() end
  return 1
end)
sum = t:join()

local door, notes = lock("door"), queue("notes")
door:acquire()
local child = fork()
if not child then
  door:acquire()
  notes:put("after you")
  door:release()
  return
end
free = #notes
door:release()
note = notes:get()
child:join()
expect("each has come to its own end", function() return sum == 111 and free == 0 and note == "after you" end)
