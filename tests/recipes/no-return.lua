local box = task("carrier",
  function()
    return setmetatable({}, {})
  end)
box:join()
