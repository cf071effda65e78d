recipe{
  title = "Two Hands, One Patty", about = "Look whether a patty lies there, then take it. Meanwhile another hand may have come.",
  engine = "threads", engines = {"threads", "loop"}, gil = false,
}
local cooks = param("cooks", 2, {min = 1, max = 20, help = "how many reach for the patty"})
local how   = param("how", "look, then take", {
  choices = {"look, then take", "with a lock", "in one step"},
  help = "two steps; two steps under a lock; or one step: try_get() of a queue looks and takes at once",
})
local tongs = lock("tongs")
local grill = queue("grill")
grill:put("patty")
hands = shared("hands on the patty", 0)
on_grill = true

local function take()
  if on_grill then    -- look
    on_grill = false  -- take
    hands:add(1)
  end
end

local reach = {}
reach["look, then take"] = function() tongs:hold(take) end
reach["with a lock"] = function() tongs:hold(take) end
reach["in one step"] = function()
  if grill:try_get() then hands:add(1) end
end

always("two hands are never on one patty", function() return hands:get() <= 1 end)
for i = 1, cooks do task("cook " .. i, reach[how]) end
expect("somebody has the patty", function() return hands:get() == 1 end)
