-- Checks at the end that go wrong themselves: each is told in words, the same in every run.
local check = param("check", "never ends", {choices = {"never ends", "hoards", "throws a table"}})
x = 0
task("cook", function() x = 1 end)
expect("all is well", function()
  local kept = {}
  while check == "never ends" do pcall(error) end
  while check == "hoards" do kept[#kept + 1] = ("x"):rep(1000000) .. #kept end
  error(kept)
end)
