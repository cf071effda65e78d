recipe{
  title = "A Book of Documents", about = "A program outside the kitchen turns each document into a page. A few run at a time; the kitchen only waits for them.",
  engine = "threads", engines = {"threads", "loop", "processes"}, gil = true, pace = 1,
}
local converters = param("converters", 2, {min = 1, max = 64, help = "how many programs run at once; more than the machine has cores gains nothing"})
local effort     = param("effort", 3000000, {min = 0, max = 100000000, help = "rounds of arithmetic for each page: how long a program works"})
local free       = semaphore("converters", converters)
local pages      = shared("pages", 0)
local lines      = shared("lines", 0)
local running    = shared("running", 0)

-- A recipe reads no files: programs do. find says which documents there are, in any order.
local function must(status, output)
  if status ~= 0 then error(status and "status " .. status .. ": " .. output or output) end
  return output
end

local documents = {}
for path in must(command("find", "book", "-name", "*.md")):gmatch("[^\n]+") do documents[#documents + 1] = path end
table.sort(documents)

local began = now()
local tasks = {}
for i, path in ipairs(documents) do
  tasks[i] = task(path:match("([^/]+)%.md$"), function()
    free:acquire()
    if running:add(1) > converters then error("more than " .. converters .. " at once") end
    local page = must(command("awk", "-v", "effort=" .. effort, "-f", "page.awk", path))
    running:add(-1)
    free:release()
    lines:add(tonumber(page:match("<!%-%- (%d+) lines %-%->\n$")))
    pages:add(1)
    return page:match("<h1>(.-)</h1>")
  end)
end

local titles = {}
for i, one in ipairs(tasks) do titles[i] = one:join() end
say(#titles .. " pages in " .. (now() - began) // 0.01 / 100 .. " s, " .. converters .. " at a time: " .. table.concat(titles, ", "))

-- Counted once more, by another program.
local total = tonumber(must(command("wc", "-l", table.unpack(documents))):match("(%d+) total"))
expect("every document is a page", function() return pages:get() == #documents and #titles == #documents end)
expect("no line is lost", function() return lines:get() == total end)
