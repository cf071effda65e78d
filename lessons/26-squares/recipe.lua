recipe{
  title = "Sums of Squares", about = "Several sums that need nothing but the CPU. One by one, or at the same time: is it faster?",
  engine = "threads", engines = {"threads", "loop", "processes"}, gil = true,
}
local sums    = param("sums", 2, {min = 1, max = 64, help = "how many sums there are, each with a worker of its own"})
local squares = param("squares", 40000000, {min = 1, max = 1000000000, help = "squares in each sum"})
local prime   = 1000003 -- sums are kept below it, so that they stay whole numbers

local function sum_up(n)
  local sum = 0
  for i = 1, n do sum = (sum + i * i) % prime end
  return sum
end

-- The same by the formula n (n + 1) (2n + 1) / 6, to check.
local function known(n)
  local a, b, c = n, n + 1, 2 * n + 1
  if a % 2 == 0 then a = a // 2 else b = b // 2 end
  if a % 3 == 0 then a = a // 3 elseif b % 3 == 0 then b = b // 3 else c = c // 3 end
  return a % prime * (b % prime) % prime * (c % prime) % prime
end

local tasks = {}
right = 0
for i = 1, sums do
  tasks[i] = task("sum " .. i, sum_up, squares)
end
for i = 1, sums do
  if tasks[i]:join() == known(squares) then right = right + 1 end
  serve(i)
end
expect("every sum is right", function() return right == sums end)
