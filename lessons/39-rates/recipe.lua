recipe{
  title = "Exchange Rates", about = "Five currencies against five others, asked of a service. Ten ways to ask: who waits, who writes, and what an error does.",
  engine = "threads", engines = {"threads", "processes", "loop"}, gil = true, pace = 1, uncaught = "task",
}
local way = param("way", "one by one", {
  choices = {
    "one by one", "a task each", "a few workers", "results in a queue", "errors as results", "throttled",
    "a pool of threads", "a pool of processes", "async", "an executor",
  },
  help = "who asks, and how the answers come back",
})
local rounds  = param("rounds", 1, {min = 1, max = 100, help = "how often the whole table is asked for"})
local latency = param("latency", 0.3, {min = 0, max = 10, help = "seconds that the service takes for an answer"})
local errors  = param("errors", 0, {min = 0, max = 1, help = "how many of the answers are errors, 0 to 1"})
local rate    = param("rate", 10, {min = 1, max = 1000, help = "requests a second where they are throttled"})
local symbols = {"USD", "EUR", "PLN", "NOK", "CZK"}
local source  = service{latency = latency, error_rate = errors}
local bases   = {}
for _ = 1, rounds do
  for _, base in ipairs(symbols) do bases[#bases + 1] = base end
end

-- What all ways do: ask for one base, or raise what went wrong; and write one line of the table.
local function ask(base)
  local status, body = fetch(source .. "/rates?base=" .. base)
  if not status then error(base .. ": " .. body, 0) end
  if status ~= 200 then error(base .. ": the service said " .. status, 0) end
  return json(body)
end

local function write(answer)
  local line = "1 " .. answer.base .. " ="
  for _, symbol in ipairs(symbols) do
    line = line .. string.format("  %.2f %s", answer.rates[symbol], symbol)
  end
  say(line)
  serve(answer.base)
end

-- Four workers take bases from a queue; `deal` is what they do with each. Who raises an error there is gone, and what it took is never done.
local function workers(deal)
  local todo = queue("bases")
  for i = 1, 4 do
    task("worker " .. i, function()
      for base in todo:each() do
        deal(base)
        todo:task_done()
      end
    end)
  end
  for _, base in ipairs(bases) do todo:put(base) end
  todo:join()
  todo:close()
end

-- Four helpers are given a call for each base, and the results come back in order.
local function pooled(kind)
  local helpers = pool("helpers", 4, kind)
  for _, answer in ipairs(helpers:map(ask, bases)) do write(answer) end
  helpers:shutdown()
end

local ways = {}

ways["one by one"] = function()
  for _, base in ipairs(bases) do write(ask(base)) end
end

ways["a task each"] = function()
  for _, base in ipairs(bases) do
    task(base, function() write(ask(base)) end)
  end
end

ways["a few workers"] = function()
  workers(function(base) write(ask(base)) end)
end

-- Only the main task writes.
ways["results in a queue"] = function()
  local results = queue("results")
  workers(function(base) results:put(ask(base)) end)
  results:close()
  for answer in results:each() do write(answer) end
end

-- An error is caught where it happens, and travels as a result like any other.
ways["errors as results"] = function()
  local results = queue("results")
  workers(function(base)
    local good, answer = pcall(ask, base)
    results:put({good = good, answer = answer})
  end)
  results:close()
  for result in results:each() do
    if result.good then write(result.answer) else say(result.answer) end
  end
end

-- A bucket is empty at first, gains `rate` tokens a second and never holds more than `rate`. Who asks takes one out, or waits for it.
ways["throttled"] = function()
  local bucket, tokens, filled = lock("bucket"), shared("tokens", 0), shared("filled at", now())
  local function fill()
    local new = math.floor((now() - filled:get()) * rate)
    if new == 0 then return end
    filled:set(filled:get() + new / rate)
    tokens:set(math.min(rate, tokens:get() + new))
  end
  local function take_token()
    local got
    repeat
      bucket:hold(function()
        fill()
        got = tokens:get() >= 1
        if got then tokens:add(-1) end
      end)
      if not got then sleep(1 / rate, "until a token comes") end
    until got
  end
  workers(function(base)
    take_token()
    write(ask(base))
  end)
end

-- One word differs.
ways["a pool of threads"]   = function() pooled("threads") end
ways["a pool of processes"] = function() pooled("processes") end

-- A loop starts them all, lets each go while it waits, and gathers what came. Who failed has no result.
ways["async"] = function()
  local asked = {}
  for i, base in ipairs(bases) do asked[i] = task(base, ask, base) end
  for _, one in ipairs(asked) do
    local answer = one:join()
    if answer then write(answer) end
  end
end

-- A library that blocks would stop the loop. Its calls go to threads beside it; the loop goes on, and waits for their futures.
ways["an executor"] = function()
  task("meanwhile", function() for _ = 1, 4 do sleep(latency / 4, "the loop is free") end end)
  local threads, calls = pool("executor", 4, "threads"), {}
  for i, base in ipairs(bases) do calls[i] = threads:submit(ask, base) end
  for _, call in ipairs(calls) do write(call:result()) end
  threads:shutdown()
end

ways[way]()
