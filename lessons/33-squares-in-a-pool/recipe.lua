recipe{
  title = "Squares in a Pool", about = "Nothing but arithmetic. Who has a core for each does it sooner; under the GIL one runs at a time, and it is no faster.",
  engine = "threads", engines = {"threads", "processes", "loop"}, gil = true, pace = 1,
}
local ways   = {"a pool", "one by one"}
local how    = param("how", "a pool", {choices = ways, help = "who calculates"})
local sums   = param("sums", 64, {min = 1, max = 1000, help = "how many sums"})
local upto   = param("upto", 1000000, {min = 1, max = 1600000, help = "squares of 1 up to this are added"})
local people = param("workers", 2, {min = 1, max = 64, help = "how many are in the pool; one core of the machine for each is best"})

local function squares(n)
  local sum = 0
  for i = 1, n do sum = sum + i * i end
  return sum
end

local list, results = {}, {}
for i = 1, sums do list[i] = upto + i end
if how == "a pool" then
  local helpers = pool("helpers", people)
  results = helpers:map(squares, list)
  helpers:shutdown()
else
  for i = 1, sums do results[i] = squares(list[i]) end
end
expect("every sum is right", function()
  for i, n in ipairs(list) do if results[i] ~= n * (n + 1) * (2 * n + 1) // 6 then return false end end
  return #results == sums
end)
