local q = queue("q", 3)
local eaten = list("eaten")
for i = 1, 3 do
  task("eater " .. i, function()
    for n in q:each() do
      eaten:append(n)
      q:task_done()
    end
  end)
end
for n = 1, 30 do q:put(n) end
q:join()
after_join = #eaten
q:close()
expect("all are dealt with when join returns", function() return after_join == 30 end)
