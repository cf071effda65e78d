recipe{title = "After you", engine = "threads"}
local fork, knife = lock("fork"), lock("knife")
local function eat(a, b)
  while true do
    a:acquire()
    if b:try_acquire() then b:release() a:release() return end
    a:release()
  end
end
task("ann", eat, fork, knife)
task("bob", eat, knife, fork)
