recipe{
  title = "Ten Numbers", about = "Ten tasks sleep for a while, each its own, and say their number. All are waited for together.",
  engine = "loop", engines = {"loop", "threads", "processes"}, gil = false, pace = 1,
}
local count = param("count", 10, {min = 1, max = 1000, help = "how many tasks"})
local most  = param("most", 5, {min = 0, max = 60, help = "the longest that one sleeps, seconds"})
local door  = queue("heard")

local began = now()
sum, longest = 0, 0
local tasks = {}
for i = 1, count do
  local seconds = random(0, most * 100) / 100
  sum, longest = sum + seconds, seconds > longest and seconds or longest
  tasks[i] = task("number " .. i, function()
    sleep(seconds, "a while")
    say("" .. i)
    door:put(i)
    return i
  end)
end

-- Gathered in the order in which they were made, whoever was done first.
local results, heard = "", ""
for i, one in ipairs(tasks) do results = results .. one:join() .. " " end
took = now() - began
door:close()
for i in door:each() do heard = heard .. i .. " " end
said, gathered = heard:sub(1, 63), results:sub(1, 63) -- a global holds short texts
say("said in the order  " .. said)
say("gathered in order  " .. gathered)
say("together " .. took // 0.01 / 100 .. " s; the longest slept " .. longest .. " s, the sum is " .. sum .. " s")
expect("everybody was heard once", function() return #door == 0 and #tasks == count end)
