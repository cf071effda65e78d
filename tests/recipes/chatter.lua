-- Many events: fills rings faster than anyone reads.
recipe{title = "Chatter", engine = "loop"}
local n = param("n", 20000, {min = 1, max = 100000000})
for i = 1, 2 do
  task("talker " .. i, function() for _ = 1, n do yield() end end)
end
