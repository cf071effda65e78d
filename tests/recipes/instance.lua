recipe{ title = "An instance", engine = "instances" }
local extra = param("extra", 0)
local how = param("how", "well", { choices = {"well", "raises", "none"} })
local orders = queue("orders")
local seen = list("seen")
count = 0
if how == "raises" then error("no beans") end
if how == "none" then return end

cloud("first", function(event, context)
  count = count + 1
  if event == "count" then return count + extra end
  if event == "raise" then error("out of milk") end
  if event == "table" then error({ 1 }) end
  if event == "context" then return { id = context.request_id, arn = context.arn, name = context.name, trace = context.trace_id, left = context.remaining() > 0 } end
  if event == "wait" then sleep(0.01) work("stir", 0.01) return now() > 0 end
  if event == "queue" then orders:put(1) end
  if event == "task" then task("helper", function() end) end
  if event == "serve" then serve(1) end
  if event == "caught" then
    local good, why = pcall(function() orders:get() end)
    return { good = good, why = why }
  end
  if event == "list" then seen:append(count) return #seen end
  if event == "say" then say("hello from inside") return nil end
  if event == "large" then return string.rep("x", 100) end
  if event == "code" then return function() end end
  return event
end)

cloud("second", function() return "from the second" end)
