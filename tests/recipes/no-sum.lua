local total = shared("total", "much")
total:add(1)
