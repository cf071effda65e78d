recipe{
  title = "Three Ways to Juggle",
  about = "Balls, clubs and rings: three jugglers, or one who is told to switch, or three who take turns by agreement.",
  engine = "processes", engines = {"processes", "threads", "loop"}, gil = true, pace = 1,
}
local throws  = param("throws", 5, {min = 1, max = 100, help = "how often each of them throws"})
local flight  = param("flight", 0.25, {min = 0.01, max = 10, help = "seconds of work in a throw"})
local selfish = param("selfish", "nobody", {choices = {"nobody", "balls", "clubs", "rings"}, help = "who never gives the stage to another"})

in_hands = "nothing" -- a global: each process has its own hands, threads and the loop have one pair for all
local cuts, thrown = shared("cut_off", 0), shared("thrown", 0)

local function juggle(what)
  for n = 1, throws do
    if in_hands ~= what then in_hands = what end -- pick them up
    work("throw the " .. what, flight)
    if in_hands ~= what then cuts:add(1) end -- something else came in between
    thrown:add(1)
    if selfish ~= what then yield() end -- your turn
  end
  serve(what)
end

local acts = {task("balls", juggle, "balls"), task("clubs", juggle, "clubs"), task("rings", juggle, "rings")}
for _, act in ipairs(acts) do act:join() end
cut_off = cuts:get()
say(cut_off .. " of " .. thrown:get() .. " throws were cut off")
expect("nothing falls", function() return thrown:get() == 3 * throws end)
