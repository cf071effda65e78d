recipe{
  title = "Stools at the Bar", about = "A semaphore counts free stools. It believes whatever it is told.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local guests = param("guests", 3, {min = 1, max = 20, help = "how many come"})
local stools = param("stools", 1, {min = 1, max = 20, help = "how many can sit"})
local slip   = param("slip", "given back twice", {
  choices = {"given back twice", "not given back", "none"},
  help = "a guest gives a stool back twice; leaves without giving it back; or does it right",
})
local free = semaphore("free stools", stools)
local sitting = shared("sitting", 0)

local function drink()
  free:acquire()
  sitting:add(1)
  sitting:add(-1)
  free:release() -- mended: once for each acquire
end

always("nobody sits on another's lap", function() return sitting:get() <= stools end)
for i = 1, guests do task("guest " .. i, drink) end
