array("words", 1)[1] = ("x"):rep(64)
