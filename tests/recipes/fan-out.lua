-- Twenty workers behind one queue, which is filled faster than they can empty it.
local jobs = queue("jobs", 10)
local last = param("jobs", 100000, {min = 1, max = 100000})
for i = 1, 20 do
  task("worker", function()
    for job in jobs:each() do
      work("dig", 0.002)
      sleep(4, "rest")
      serve(job)
    end
  end)
end
for job = 1, last do jobs:put(job) end
jobs:close()
