recipe{title = "All of a pipe", about = "What is sent arrives in order, as copies, both ways."}
local a, b = pipe("phone")
local answers = task("bob", function()
  local got = 0
  while true do
    local x = b:recv()
    if x == nil then break end
    got = got + 1
    if type(x) == "table" then x.n = x.n + 1 end
    b:send(x)
  end
  return got
end)
local sent = {n = 1, list = {1, 2, 3}, text = ("x"):rep(200)}
a:send(1)
a:send("two")
a:send(sent)
a:send(true)
local one, two, back, yes = a:recv(), a:recv(), a:recv(), a:recv()
expect("things arrive in order", function() return one == 1 and two == "two" and yes == true end)
expect("a table arrives as a copy", function() return sent.n == 1 and back.n == 2 and #back.list == 3 and #back.text == 200 end)
local big = ("0123456789"):rep(100000)
a:send(big)
local same = a:recv() == big
expect("a megabyte comes back as it was", function() return same end)
a:send(nil)
local got = answers:join()
expect("nil ends it", function() return got == 5 end)
local ok, why = pcall(a.recv, a)
expect("whose partner has ended waits for nothing", function() return not ok and why == "nothing more comes to phone a: bob, which sent to it, has ended" end)
local cannot, words = pcall(a.send, a, setmetatable({}, {}))
expect("what cannot travel is refused", function() return not cannot and words:find("cannot travel", 1, true) ~= nil end)
a:close()
local closed, gone = pcall(a.send, a, 1)
expect("a closed pipe takes nothing", function() return not closed and gone == "the pipe of phone a is closed: nothing more can be sent" end)
