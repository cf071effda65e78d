recipe{title = "Squares", about = "The same sums, by one worker or by several.", engine = "threads"}
local workers = param("workers", 1, {min = 1, max = 64})
local function squares(from, to)
  local sum = 0
  for i = from, to do sum = (sum + i * i) % 1000003 end
  return sum
end
local tasks, all = {}, 24000000
for i = 1, workers do tasks[i] = task("squares", squares, (i - 1) * all // workers + 1, i * all // workers) end
total = 0
for i = 1, workers do total = total + tasks[i]:join() end
