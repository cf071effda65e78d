-- What travels to another task: locals, tables, functions that share locals, recursion, global functions, queues, results.
local factor = 3
function scaled(x) return x * factor end
local function factorial(n) if n <= 1 then return 1 end return n * factorial(n - 1) end
local shared_count = 0
local function up() shared_count = shared_count + 1 end
local function count() return shared_count end
local box = queue("box", 1)

local t = task("traveller", function(plate, n)
  up() up()
  box:put({size = plate.size, list = {1, 2, 3}})
  return scaled(n), factorial(10), count()
end, {size = "large"}, 7)

local parcel = box:get()
local a, b, c = t:join()
result_scaled, result_factorial, result_count, size, third = a, b, c, parcel.size, parcel.list[3]
mine = count()
expect("21", function() return result_scaled == 21 end)
expect("10!", function() return result_factorial == 3628800 end)
expect("two functions share their local in the copy", function() return result_count == 2 end)
expect("and the maker's own local is untouched", function() return mine == 0 end)
expect("tables cross", function() return size == "large" and third == 3 end)
