visits = {}
