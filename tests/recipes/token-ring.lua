-- Five friends pass one token round.
local hands = {}
for i = 1, 5 do hands[i] = queue("hand " .. i, 1) end
for i = 1, 5 do
  task("player " .. i, function()
    for token in hands[i]:each() do
      sleep(0.2, "look at it")
      hands[i % 5 + 1]:put(token)
    end
  end)
end
hands[1]:put(7)
