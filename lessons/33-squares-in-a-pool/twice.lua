recipe{
  title = "Ten Seconds Twice", about = "Two pieces of work of ten seconds each. One has them both, or each has one: what is gained, and what does it cost?",
  engine = "processes", engines = {"processes", "threads", "loop"}, gil = true, pace = 10,
}
local helpers = param("helpers", 2, {min = 1, max = 16, help = "how many are in the pool; one core of the machine for each is best"})
local pieces  = param("pieces", 2, {min = 1, max = 1000, help = "into how many pieces the work is cut"})
local total   = param("total", 20, {min = 1, max = 1000, help = "seconds of work, all in all"})

local function piece(seconds)
  work("calculate", seconds)
  return seconds
end

local list = {}
for i = 1, pieces do list[i] = total / pieces end
local before = now()
local people = pool("helpers", helpers)
worked = 0
for _, seconds in ipairs(people:map(piece, list)) do worked = worked + seconds end
people:shutdown()
say(pieces .. " pieces by " .. helpers .. ": " .. (now() - before) // 0.1 / 10 .. " s")
expect("all the work is done", function() return math.abs(worked - total) < 0.001 end)
