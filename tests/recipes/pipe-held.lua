recipe{title = "Held by others", about = "Who has sent ends; others who have that end of the pipe may send later."}
local who = param("who", "two", {choices = {"two", "one", "main", "waits"}, help = "who sends: ann, and bob when she has ended; ann; ann and main; ann, and main waits for the reader"})
local a, b = pipe("phone")
local came, why = shared("came", 0), shared("why", "")
local ended = event("ann has ended")
local ann = task("ann", function() a:send("from ann") end)
local reader = task("reader", function()
  local _, words = pcall(function() while b:recv() do came:add(1) end end)
  why:set(words:match("nothing more comes to phone b: (.*)$") or words:sub(1, 60))
end)
if who == "two" then
  task("bob", function()
    ended:wait()
    sleep(1, "ann is gone")
    a:send("from bob")
  end)
end
ann:join()
ended:set()
if who == "main" then
  sleep(1, "ann is gone")
  a:send("from main")
elseif who == "waits" then
  reader:join()
end
expect("all that was sent came", function() return came:get() == (who == "one" and 1 or 2) end)
expect("it ends when nobody is left who could send", function()
  return why:get() == (who == "one" and "ann, which sent to it, has ended"
    or "all who sent to it have ended")
end)
