/* random_program.c - see random_program.h.
 *
 * Two or three tasks of a few statements each, on a handful of globals and objects that all share. The statements are those that an explorer's key could get
 * wrong: values carried over in locals, temporaries, tables, closures and varargs; two ways that stand on one line; waiting within calls, pcall, hold, metamethods
 * and iterators; lines that others may come into; tasks and functions that are made on the way. */
#include "random_program.h"

#include "kitchen/random.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char prelude[] =
	"local l1, l2, s, q = lock('l1'), lock('l2', {reentrant = true}), semaphore('s', 1), queue('q', 1)\n"
	"local e, b, v, a, li = event('e'), barrier('b', 2), shared('v', 0), array('a', 2, 0), list('li')\n"
	"local c = condition('c', l1)\n"
	"g, h = 0, 0\n"
	"function bump() g = g + 1 end\n"
	"local counted = 0\n"
	"function count() counted = counted + 1 return counted end\n"
	"local function add(n) local before = g; g = before + n; return before end\n";

/* What was seen before a step, in every place that can hold it, matters after it. */
static const char *const carries[] = {
	"local w = {}  local u = g == 0 and t or w  yield()  u.z = 1  h = t.z and 1 or w.z and 2 or 3",
	"local m, n = 0, 0  local function up() m = m + 1 end  local function down() n = n - 1 end  local f = g == 0 and up or down  yield()  f()  h = m * 3 + n",
	"yield()  function bump() h = 3 end  yield()  bump()", "l1:hold(function() g = 7 end)",
	"x = g  yield()  h = x", "t.k = g  yield()  h = t.k", "t[g] = 1  yield()  h = t[1] or 0", "local u = g == 0 and t or {}  yield()  u.z = 1  h = t.z or 0",
	"local u = {t}  if g > 0 then u[1] = {} end  yield()  u[1].z = 2  h = t.z or 3", "(function(...) yield()  h = select('#', ...) + (...) end)(g, x)",
	"if g == 0 then random(2) end  yield()  h = random(9)", "if g == 0 then count() end  yield()  h = count()",
	"local n = g  local function get() return n end  yield()  h = get()", "local n = 0  local function set() n = 5 end  local f = g == 0 and set or add  yield()  f(1)  h = n",
	"local f = g == 0 and function() return 1 end or function() return 2 end  yield()  h = f()", "local f = bump  yield()  f()",
	"local m = setmetatable({}, g == 0 and {__index = {k = 4}} or nil)  yield()  h = m.k or 0", "local o = g == 0 and l1 or l2  o:acquire()  h = h + 1  o:release()",
	"if g == 0 then yield() else yield() end  h = h + 1", "if g == 0 then yield()  h = 1 else yield()  h = 2 end", "h = g + add(yield() or h)", "x = {g, yield(), h}  h = x[1]",
	"for i = 1, g == 0 and 1 or 2 do yield()  h = h + i end", "for k in pairs({[g] = 1, z = 1}) do yield()  h = type(k) == 'number' and k or h end",
	"local s1 = 'a' .. g  yield()  h = #s1", "local s1 = g == 0 and 'u' or 'w'  yield()  h = s1", "local n <const> = g == 0  yield()  h = n and 1 or 0",
};

/* Others write what these see. */
static const char *const writers[] = { "g = 1", "g = g + 1", "g = 2  g = 0", "l1:hold(function() g = 1 end)", "bump()", "g = 1  function bump() h = 8 end",
	"yield()  function bump() h = 8 end" };

/* … or keep them waiting. */
static const char *const keepers[] = { "l1:hold(function() yield() end)", "yield()  q:put(1)  q:put(2)", "s:acquire()  yield()  s:release()", "bump()" };

/* Each task has the locals x, y and t. %d is 1 to 3. */
static const char *const statements[] = {
	/* globals and locals */
	"x = g", "g = x + %d", "y = h  h = y + x", "g = g + 1", "h = g", "g = %d", "x, y = y + 1, g", "x = x + g  y = 0", "x = g + g", "g, h = h, g",
	"do local z = g  h = z + z end", "x = g  x = %d", "t[#t + 1] = g", "t.k = (t.k or 0) + g  h = t.k", "local u = t  u.k = g  x = t.k", "t = {g, h}  x = #t",
	"h = (g + 1) * (h + %d)", "g = x < g and %d or h", "x = not (g == h)  x = x and 1 or 0",
	/* two ways on one line */
	"if g == %d then h = 5 else h = h + 1 end", "if x > 0 then g = x else x = g end", "if g > h then g = 1 elseif h > 1 then g = 2 end", "x = g == 0 and h or v:get()",
	/* loops */
	"for i = 1, 2 do g = g + i end", "for i = %d, 3 do x = x + h end", "while x < 2 do x = x + 1 + h end", "repeat g = g + 1 until g > 1",
	"for i, w in ipairs({g, h}) do x = x + w * i end", "for k, w in pairs({p = g, r = 2}) do h = w end", "for w in ('ab'):gmatch('.') do g = #w + g end",
	/* locks and the like */
	"l1:acquire()  g = g + 1  l1:release()", "l1:hold(function() x = g  g = x + 1 end)", "l2:hold(function() l2:hold(bump) end)", "x = l1:hold(add, %d)",
	"if l2:try_acquire() then h = h + 1  l2:release() end", "l1:acquire()  l2:acquire()  l2:release()  l1:release()", "l2:acquire()  l1:acquire()  l1:release()  l2:release()",
	"s:acquire()  h = h + 1  s:release()", "s:release()", "s:acquire()", "e:set()", "e:wait()", "if e:is_set() then g = 7 end  e:clear()", "b:wait()",
	"l1:acquire()  while g == 0 do c:wait() end  l1:release()", "l1:hold(function() if h == 0 then c:wait() end end)", "l1:hold(function() g = 1  c:notify() end)",
	"l1:hold(function() h = 1  c:notify_all() end)", "yield()", "yield()  g = g + 1", "sleep(%d)",
	/* queues and shared things */
	"q:put(x)", "q:put({n = g})", "x = q:get()  x = type(x) == 'table' and x.n or x or 0", "x = q:try_get() and 1 or 0", "h = #q", "q:close()",
	"for o in q:each() do h = h + 1  q:task_done() end", "v:add(%d)", "x = v:get()  v:set(x + 1)", "a[1] = a[2] + 1", "a[x %% 2 + 1] = g", "li:append(x)", "x = li:pop() or 9",
	"h = #li", "li[1] = h",
	/* functions */
	"add(%d)", "x = add(add(1))", "bump()", "function bump() g = g + 2 end", "local function bump2() bump() end bump2()", "x = count()  g = x + count()",
	"local n = 0  local function up() n = n + g  return n end  up()  h = up()", "local k = x  local f = function() k = k + 1  return k + h end  g = f() + f()",
	"local fs = {}  for i = 1, 2 do local z = g  fs[i] = function() z = z + i  return z end end  h = fs[1]() + fs[2]() + fs[1]()",
	"(function(...) local p, r = ...  g = (p or 0) + (r or 0) + select('#', ...) end)(x, g)", "x = (function() return g, h end)()", "x = math.max(g, h, x)",
	"local f = x > 0 and add or bump  f(1)", "x = random(2)  g = x", "x = random(3)", "g = tostring(g) .. h", "h = #tostring(g .. x)",
	/* errors */
	"pcall(function() g = g + 1  error('no') end)  h = h + 1", "local ok, why = pcall(l2.release, l2)  h = ok and 1 or #why", "x = select(2, pcall(add, 1))  x = tonumber(x) or 0",
	"local _, why = pcall(function() l1:release() end)  t.why = why", "local ok = xpcall(function() h = h + g.x end, function(m) return m end)  g = ok and 1 or 2",
	/* metamethods and blocks that are closed */
	"local m = setmetatable({}, {__index = function(_, k) return g + k end})  h = m[2] + m[1]",
	"local m = setmetatable({}, {__add = function(_, k) g = g + k  return h end, __eq = function() return g == 1 end})  x = m + 1",
	"local m = setmetatable({}, {__newindex = function(_, k, w) h = w + g end, __len = function() return g end})  m.k = %d  x = #m",
	"do local r <close> = setmetatable({}, {__close = function() g = g + 1 end})  h = h + 1 end",
	/* tasks made on the way */
	"local n = g  local p = task('with', function() return n end)  yield()  h = p:join()", "local p = task('in', function() h = h + 1  return x end)  x = p:join() or 0", "task('out', function(n) g = g + n end, x + 1)",
	"local o = lock('own')  o:hold(function() h = h + 1 end)", "expect('late', function() return h < 3 end)",
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* What must always hold is stated before there are tasks, as processes need it. */
static const char *const ends[] = {
	"expect('g is one', function() return g == 1 end)\n", "expect('in step', function() return g == h end)\n", "always('small', function() return h ~= 5 end)\n", "",
};

static uint64_t pick(uint64_t *random, uint64_t count)
{
	return splitmix_next(random) % count;
}

static void append(char *to, size_t size, const char *text)
{
	size_t length = strlen(to);
	snprintf(to + length, size - length, "%s", text);
}

static void insert(char *to, size_t size, size_t at, const char *text)
{
	char rest[8192];
	snprintf(rest, sizeof rest, "%s", to + at);
	to[at] = 0;
	append(to, size, text);
	append(to, size, rest);
}

/* %d becomes a number from 1 to 3, %% a percent sign. */
static void append_statement(uint64_t *random, const char *statement, char *to, size_t size)
{
	char line[512], *at = line;
	for (; *statement && at < line + sizeof line - 1; statement++) {
		bool format = *statement == '%';
		statement += format;
		*at++ = format && *statement == 'd' ? (char)('1' + pick(random, 3)) : *statement;
	}
	*at = 0;
	append(to, size, "\tdo ");
	append(to, size, line);
	append(to, size, " end\n");
}

/* A task that begins with `first`, and then does so many things at random. */
static void append_task(uint64_t *random, int number, const char *first, uint64_t more, char *to, size_t size)
{
	char line[64];
	snprintf(line, sizeof line, "task('t%d', function()\n\tlocal x, y, t = 0, 0, {}\n", number);
	append(to, size, line);
	append_statement(random, first, to, size);
	for (; more > 0; more--)
		append_statement(random, statements[pick(random, COUNT(statements))], to, size);
	if (pick(random, 4) == 0)
		append(to, size, "\treturn add(x + y)\n");
	append(to, size, "end)\n");
}

void random_program(uint64_t seed, char *to, size_t size)
{
	uint64_t random = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	to[0] = 0;
	append(to, size, prelude);
	append_task(&random, 1, pick(&random, 3) ? carries[seed % COUNT(carries)] : statements[pick(&random, COUNT(statements))], pick(&random, 3), to, size);
	append_task(&random, 2, pick(&random, 4) ? writers[pick(&random, COUNT(writers))] : statements[pick(&random, COUNT(statements))], pick(&random, 2), to, size);
	if (pick(&random, 3) == 0)
		append_task(&random, 3, pick(&random, 2) ? keepers[pick(&random, COUNT(keepers))] : statements[pick(&random, COUNT(statements))], 0, to, size);
	const char *end = ends[pick(&random, COUNT(ends))];
	if (strncmp(end, "always", 6) == 0)
		insert(to, size, strlen(prelude), end);
	else
		append(to, size, end);
}
