recipe{title = "Switches", about = "Two tasks that give way to each other.", engine = "loop"}
local switches = param("switches", 1000, {min = 2, max = 100000000})

local function give_way()
  for i = 1, switches // 2 do yield() end
end

local a, b = task("a", give_way), task("b", give_way)
a:join()
b:join()
