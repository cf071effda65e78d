-- The setting that says whether orders are retried is a number.
recipe{title = "Asks for a Number", engine = "processes", retry = "again"}
local again = param("again", 1, {help = "how often"})
task("one", function() end)
