for i = 1, 10000 do task("t" .. i, function() end) end
