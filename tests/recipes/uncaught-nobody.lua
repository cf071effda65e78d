-- What an error ends that nobody catches is "run" or "task".
recipe{title = "Ends Nobody", uncaught = "nobody"}
