recipe{
  title = "After You", about = "Two cooks need knife and board. Each is polite, puts back what it has, and tries again.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local order = param("order", "opposite", {choices = {"opposite", "the same"}, help = "each takes another thing first, or both the knife"})
local knife, board = lock("knife"), lock("board")
meals = 0

local function cook(first, second)
  while true do
    first:acquire()
    if second:try_acquire() then break end
    first:release() -- after you
  end
  meals = meals + 1
  second:release()
  first:release()
end

task("cook 1", cook, knife, board)
if order == "opposite" then task("cook 2", cook, board, knife) else task("cook 2", cook, knife, board) end
expect("both have cooked", function() return meals == 2 end)
