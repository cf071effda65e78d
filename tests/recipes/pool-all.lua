recipe{title = "All of a pool", about = "Calls, results, errors and the end of a pool."}
local p = pool("chefs", 3)
local function square(x) return x * x end

-- order of the list, whatever the order of the work
local list = {}
for i = 1, 40 do list[i] = i end
local squares = p:map(square, list)
expect("map keeps the order of its list", function()
  for i = 1, 40 do if squares[i] ~= i * i then return false end end
  return #squares == 40
end)

-- several results, none, tables, copies of captured locals
local base = {n = 10}
local f = p:submit(function(add) base.n = base.n + add; return base.n, nil, {base.n} end, 5)
local a, b, c = f:result()
local again = f:result()
expect("results are as returned, as often as one asks", function() return a == 15 and b == nil and c[1] == 15 and again == 15 end)
expect("what was captured is a copy", function() return base.n == 10 end)
local nothing = select("#", p:submit(function() end):result())
expect("no result is no result", function() return nothing == 0 end)
local function counter() base.n = base.n + 1; return base.n end
local first, second = p:submit(counter):result(), p:submit(counter):result()
expect("a call remembers nothing of the one before", function() return first == 11 and second == 11 end)

-- errors travel with the result
local function deep(n) if n == 0 then error("no flour") end; return deep(n - 1) + 0 end
local bad = p:submit(function() local bread = deep(1); return bread end)
local ok, why = pcall(bad.result, bad)
expect("an error has its place and the way to it", function()
  return not ok and why == "pool-all.lua:28: no flour (by pool-all.lua:28 < pool-all.lua:28 < pool-all.lua:29)"
end)
local odd = p:submit(function() error{code = 7} end)
local ok2, value = pcall(odd.result, odd)
expect("an error may be any value that travels", function() return not ok2 and value.code == 7 end)
local cannot = p:submit(function() return setmetatable({}, {}) end)
local ok3, words = pcall(cannot.result, cannot)
expect("what cannot travel back is that call's error", function() return not ok3 and words:find("cannot travel", 1, true) ~= nil end)

-- a future travels
local slow = p:submit(function() sleep(0.005); return 5 end)
local via = p:submit(function(other) return other:result() + 1 end, slow)
local six = via:result()
expect("a future may be given to others", function() return six == 6 and slow:done() end)

p:shutdown()
local late, refused = pcall(p.submit, p, square, 1)
expect("a pool that is shut down takes no more", function() return not late and refused == "the pool chefs is shut down: it takes no more calls" end)
