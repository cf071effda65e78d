-- One request, as a worker's: what came of it is said; with json=true it is decoded, with raise=true nobody looks whether there is something to decode.
local base = service{}
local path, timeout = param("path", "/page"), param("timeout", 20.0)
local other, raise = param("other", ""), param("raise", false)
local url = (other == "" and base or other) .. path

task("reader", function()
	local status, body = fetch(url, { timeout = timeout })
	if raise then
		json(body)
	end
	say(status, #body, status and body:sub(1, 40) or body)
end):join()
