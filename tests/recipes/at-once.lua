-- Two go hand in hand: each waits without letting go of anything until the other has come as far, so both must be at it at once.
recipe{title = "At Once", about = "Two who wait for each other, round by round, without ever going to sleep.", engines = {"threads", "processes"}}
local rounds = param("rounds", 20, {min = 1, max = 1000})
local marks = {shared("left", 0), shared("right", 0)}
met = 0

local function walk(mine, other)
  for round = 1, rounds do
    mine:set(round)
    while other:get() < round do end
  end
  return rounds
end

local left, right = task("left", walk, marks[1], marks[2]), task("right", walk, marks[2], marks[1])
met = left:join() + right:join()
