local good = json('{"base":"USD","rates":{"EUR":0.5,"PLN":4},"days":[1,2,3],"none":null,"yes":true,"text":"caf\\u00e9"}')
local fine, why = pcall(json, '{"base":')
local deep = pcall(json, string.rep("[", 65) .. string.rep("]", 65))
local deepest = pcall(json, string.rep("[", 64) .. string.rep("]", 64))
local many = pcall(json, "[" .. string.rep("1,", 1000001) .. "1]")
local bytes = pcall(json, '"\xff"')
expect("what is decoded is what was meant", function()
	return good.base == "USD" and good.rates.EUR == 0.5 and math.type(good.rates.PLN) == "integer" and #good.days == 3 and good.none == nil and good.yes == true
		and good.text == "café"
end)
expect("what is no JSON says where", function() return not fine and why:find("fetch%-json.lua:2: this is no JSON: line 1, column 8") ~= nil end)
expect("there are bounds", function() return deepest and not deep and not many and not bytes end)
