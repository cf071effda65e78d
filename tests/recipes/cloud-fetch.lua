recipe{title = "Asks", about = "An instance asks the service of the run.", engine = "instances", engines = {"instances", "loop", "threads", "processes"}}
local source = service{}
local house = cloud("house", function()
  local status, body = fetch(source .. "/rates?base=USD")
  return status == 200 and json(body).base or body
end)
base = house:invoke():result()
