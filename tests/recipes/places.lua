-- A place may be given back by another than who has it, and a place may stand for news that is never given back: neither comes again when somebody is killed.
recipe{title = "Places", about = "Ann is killed before her third step; the places are then as many as nobody has.", engine = "processes"}
local case = param("case", "handed over", {choices = {"handed over", "handed over, another has one", "news", "own"}, help = "what ann and bob do with the places"})
local seats, news, sits, over = semaphore("seats", 2), semaphore("news", 0), event("sits"), event("over")
if case == "news" then news:release() end

local ann = task("ann", function()
  if case == "news" then news:acquire() else seats:acquire() end
  sits:set()
  over:wait()
end)
local bob = task("bob", function()
  sits:wait()
  if case:find("handed over", 1, true) then seats:release() end
  if case == "handed over, another has one" then seats:acquire() end
  over:set()
end)
pcall(function() ann:join() end)
bob:join()

local function free(places)
  local count = 0
  while places:try_acquire() do count = count + 1 end
  return count
end
expect("as many seats are free as nobody has", function() return free(seats) == (case == "handed over, another has one" and 1 or 2) end)
expect("news is not told twice", function() return free(news) == 0 end)
