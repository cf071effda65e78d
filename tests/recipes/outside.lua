-- Outside programs in each way in which one may go, or go wrong.
recipe{engine = "threads", engines = {"threads", "loop", "processes"}, pace = 1}
local what = param("what", "status", {choices = {"status", "missing", "forbidden", "text", "signal", "late", "much", "arguments", "alone", "many", "pool", "nothing", "table", "nul",
  "long", "left", "wait", "hostile", "one", "two", "three", "unheeded", "side", "start", "caught", "inside"}})
local mark = param("mark", "")
status, words = false, ""

-- What a global can hold.
local function short(text) return text:gsub("\n", "/"):sub(1, 63) end

local function keep(s, w) status, words = s or "none", short(w) end

if what == "status" then keep(command("sh", "-c", "echo out; echo err >&2; exit 3"))
elseif what == "missing" then keep(command("no-such-program"))
elseif what == "forbidden" then keep(command("./outside.lua"))
elseif what == "text" then keep(command("./text"))
elseif what == "signal" then keep(command("sh", "-c", "kill -9 $$"))
elseif what == "late" then keep(command("sleep", 1000, {timeout = 0.05}))
elseif what == "much" then keep(command("cat", "/dev/zero"))
elseif what == "arguments" then
  local given = {"; rm -rf x", "$HOME", "`id`", "a\nb", "*", "", "\27[31m", "'", "--"}
  local s, w = command("printf", "%s|", table.unpack(given))
  keep(s, w == table.concat(given, "|") .. "|" and "as they are" or w)
elseif what == "alone" then
  local _, environment = command("env")
  local _, folder = command("pwd")
  local read, input = command("cat")
  local _, open = command("ls", "/proc/self/fd")
  for line in environment:gmatch("[^\n]+") do
    if not ("PATH HOME TMPDIR LC_ALL"):find(line:match("^[^=]+"), 1, true) then error(line) end
  end
  if not folder:find("/recipes\n$") then error(folder) end
  if read ~= 0 or input ~= "" then error(input) end
  keep(0, open)
elseif what == "many" then
  sum = shared("sum", 0)
  for i = 1, 60 do task("one " .. i, function()
    local s, w = command("echo", i)
    sum:add(tonumber(w))
  end) end
  expect("each says its number", function() return sum:get() == 60 * 61 / 2 end)
elseif what == "pool" then
  local said = pool("callers", 3):map(function(i) return select(2, command("echo", i)) end, {1, 2, 3, 4, 5})
  keep(0, table.concat(said))
elseif what == "nothing" then command()
elseif what == "table" then command("echo", {}, "x")
elseif what == "nul" then command("echo", "a\0b")
elseif what == "long" then command("echo", ("x"):rep(1100))
elseif what == "left" then keep(command("sh", "-c", "sleep " .. mark .. " & echo on its own"))
elseif what == "wait" then task("waits", function() command("sleep", mark) end)
elseif what == "hostile" then command("echo", "; rm -rf /", "\27[2J", "a\nb", "\u{202e}live")
elseif what == "one" then keep(command("echo", "one"))
elseif what == "two" then command("echo", "one") keep(command("echo", "two"))
elseif what == "three" then command("echo", "one") command("echo", "two") keep(command("echo", "three"))
elseif what == "unheeded" then local s, w = command("false") if s ~= 0 then error("status " .. s) end
elseif what == "side" then
  for i = 1, 2 do task("adds " .. i, function() command("sh", "-c", 'echo x >> "$TMPDIR/starts"') yield() yield() end) end
elseif what == "start" then for i = 1, 2 do task("t" .. i, function() command("echo", i) end) end
elseif what == "caught" then keep(nil, select(2, pcall(command, "echo", "caught")))
elseif what == "inside" then table.sort({2, 1}, function(a, b) command("true") return a < b end)
end
