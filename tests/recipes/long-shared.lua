local word = shared("word")
word:set(("x"):rep(63))
word:set(("x"):rep(64))
