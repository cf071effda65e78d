-- One worker fails while another still waits.
local box = queue("box", 1)
task("patient", function() box:get() end)
task("clumsy", function()
  sleep(0.1, "reach for it")
  local plate = nil
  box:put(plate.size)
end)
