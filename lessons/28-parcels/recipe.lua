recipe{
  title = "What a Parcel Costs", about = "What crosses to another worker is packed, copied and unpacked: nothing for a word, a good while for a lot.",
  engine = "processes", engines = {"processes", "threads", "loop"}, gil = false, pace = 1,
}
local largest = param("largest", 16, {min = 1, max = 64, help = "megabytes of the last result"})
local helpers = pool("helpers", 1)

local function result_of(bytes)
  return ("x"):rep(bytes)
end

local bytes, sent, crossed = 1, {}, 0
while bytes <= largest * 1000000 do
  local before = now()
  local text = helpers:submit(result_of, bytes):result()
  say(#text .. " bytes: " .. (now() - before) * 1000 .. " ms")
  sent[#sent + 1] = bytes
  crossed = crossed + #text
  bytes = bytes * 10
end
helpers:shutdown()
bytes_crossed = crossed
expect("all came", function()
  local sum = 0
  for _, n in ipairs(sent) do sum = sum + n end
  return sum == crossed
end)
