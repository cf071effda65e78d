recipe{
  title = "One Process Becomes Two", about = "fork() is called once and comes back twice, each time in a process with a memory of its own.",
  engine = "processes", engines = {"processes"},
}
local where = param("append", "before and after", {
  choices = {"before and after", "only before"}, help = "when a process writes its number into its list",
})
local pids = list("pids")

pids:append(pid())
local child = fork()
if where == "before and after" then pids:append(pid()) end

if not child then -- in the child fork() gives nil
  say("the child has " .. pids[1] .. " and " .. pids[#pids])
  return pids[1], pids[#pids]
end

local first, last = child:join()
mine, parents, childs = pids[#pids], first, last
expect("the parent has its own number twice", function() return #pids == 2 and pids[1] == pids[2] end)
expect("the child has its parent's number and its own", function() return parents == mine and childs ~= mine end)
