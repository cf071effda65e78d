local n = 5
local q = {}
for i = 1, n do q[i] = queue("q" .. i) end
for i = 1, n do
  task("t" .. i, function()
    for token in q[i]:each() do
      if token >= 100 then
        for j = 1, n do q[j]:close() end
      else
        q[i % n + 1]:put(token + 1)
      end
    end
  end)
end
q[1]:put(1)
