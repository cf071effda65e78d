list("words"):append(("x"):rep(64))
