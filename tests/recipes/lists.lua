local l = list("plates")
for i = 1, 5 do l:append(i * i) end
l[2] = "two"
size = #l
last = l:pop()
second = l[2]
none = l[99]
rest = #l
