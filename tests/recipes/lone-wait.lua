local till = lock("till")
local news = condition("news", till)
news:wait()
