recipe{title = "Switches", about = "Two tasks hand over to each other.", engine = "threads", engines = {"threads", "loop", "processes"}}
local switches = param("switches", 10000, {min = 2, max = 100000000})
local mine, yours, ready = semaphore("mine", 0), semaphore("yours", 0), barrier("ready", 3)

local other = task("other", function()
  ready:wait()
  for i = 1, switches // 2 do
    yours:acquire()
    mine:release()
  end
end)
local one = task("one", function()
  ready:wait()
  local before = now()
  for i = 1, switches // 2 do
    yours:release()
    mine:acquire()
  end
  return (now() - before) / (switches // 2 * 2)
end)
ready:wait()
other:join()
switch_s = one:join()
