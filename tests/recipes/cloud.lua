recipe{ title = "A cloud", engine = "instances", engines = {"instances", "loop", "threads", "processes"} }
local what = param("what", "one by one", {
  choices = {"one by one", "at once", "quiet", "slow", "slow posted", "posted", "crowded", "raises", "raises posted", "broken", "waits"},
})
local limit = param("limit", 4, {min = 1, max = 250})
if what == "broken" then never = tonumber("x") + 1 end

count = 0
local house = cloud("house", function(event)
  count = count + 1
  if event == "slow" then sleep(60) end
  if event == "raise" then error("out of milk") end
  if event == "wait" then say("my process is " .. pid()) sleep(600) end
  if event == "held" then sleep(0.2) end
  return count
end, { limit = limit, timeout = what == "waits" and 900 or 0.5, idle = what == "quiet" and 0.2 or 30, retries = 2 })

local function ask(event)
  local good, answer = pcall(function() return house:invoke(event):result() end)
  return good and answer or tostring(answer)
end

if what == "one by one" then
  first, second, third = ask(), ask(), ask()
elseif what == "at once" then
  local a, b, c = house:invoke("held"), house:invoke("held"), house:invoke("held")
  first, second, third = a:result(), b:result(), c:result()
elseif what == "quiet" then
  first = ask()
  sleep(1.5)
  second = ask()
elseif what == "slow" then
  said = ask("slow"):sub(1, 60)
  after = ask()
elseif what == "slow posted" then
  house:post("slow")
elseif what == "posted" then
  for i = 1, 6 do house:post("held") end
elseif what == "crowded" then
  local a, b = house:invoke("held"), house:invoke("held")
  first = a:result()
  local good, why = pcall(b.result, b)
  said = good and "" or why:sub(1, 60)
elseif what == "raises" then
  said = ask("raise")
  after = ask()
elseif what == "raises posted" then
  house:post("raise")
elseif what == "waits" then
  said = ask("wait"):sub(1, 60)
  after = ask()
end
