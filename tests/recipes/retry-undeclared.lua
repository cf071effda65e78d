-- The setting that says whether orders are retried is never declared.
recipe{title = "Asks Nobody", engine = "processes", retry = "again"}
task("one", function() end)
