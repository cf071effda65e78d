/* test_sandbox.c - what a recipe can and cannot do to the state it runs in. */
#include "kitchen/sandbox.h"
#include "kitchen/kitchen.h"
#include "suite.h"

#include <check.h>
#include <lauxlib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define MB ((size_t)1 << 20)

#if defined(__SANITIZE_THREAD__)
#define HOOK_ALWAYS 100000
#else
#define HOOK_ALWAYS 0
#endif

static struct memory_cap cap;
static lua_State *box;

/* The kitchen's part in small: builtins are the globals. */
static void set_up(void)
{
	cap = (struct memory_cap){ .soft_bytes = 16 * MB, .hard_bytes = 32 * MB };
	box = sandbox_new(&cap);
	ck_assert_ptr_nonnull(box);
}

static void tear_down(void)
{
	sandbox_close(box);
}

static void load(lua_State *L, const char *code)
{
	struct error error;
	ck_assert_msg(sandbox_load(L, code, strlen(code), "test.lua", &error) == 0, "%s", error.text);
	lua_newtable(L);
	lua_newtable(L);
	sandbox_push_builtins(L);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_setupvalue(L, -2, 1);
}

/* Run the code; the first value it returns, or the error, as text. */
static const char *run(const char *code)
{
	lua_settop(box, 0);
	load(box, code);
	lua_pcall(box, 0, 1, 0);
	return lua_isnil(box, -1) ? "nil" : luaL_tolstring(box, -1, NULL);
}

static void hook(lua_State *L, lua_Debug *frame)
{
	(void)frame;
	enum sandbox_stop asked = sandbox_asked(L);
	if (asked != SANDBOX_GO)
		sandbox_raise(L, asked);
	lua_sethook(L, NULL, 0, 0);
}

/* Run what must be stopped for its memory; returns the line at which it was. */
static int bomb_line(const char *code)
{
	sandbox_set_hook(box, hook);
	lua_settop(box, 0);
	load(box, code);
	ck_assert_int_ne(lua_pcall(box, 0, 0, 0), LUA_OK);
	ck_assert_int_eq(sandbox_interrupted(box, -1), SANDBOX_MEMORY);
	return sandbox_memory_line(box);
}

START_TEST(nothing_that_reaches_outside_is_there)
{
	static const char *const gone[] = { "io", "os", "debug", "package", "require", "load", "loadstring", "loadfile", "dofile", "collectgarbage",
		"coroutine", "rawget", "rawset", "rawequal", "rawlen", "print", "warn", "_G", "string.dump", "math.random", "math.randomseed", NULL };
	for (size_t i = 0; gone[i]; i++) {
		char code[100];
		snprintf(code, sizeof code, "return %s == nil", gone[i]);
		ck_assert_msg(strcmp(run(code), "true") == 0, "%s is there", gone[i]);
		ck_assert(!sandbox_push_builtin(box, gone[i]));
	}
}
END_TEST

START_TEST(the_globals_are_empty)
{
	lua_pushglobaltable(box);
	lua_pushnil(box);
	ck_assert(!lua_next(box, -2));
}
END_TEST

START_TEST(what_is_kept_works)
{
	ck_assert_str_eq(run("return ('%d %s %5.2f|%-4s|'):format(3, 'x', 1.5, true)"), "3 x  1.50|true|");
	ck_assert_str_eq(run("return select('#', table.unpack{1, 2, 3}) + math.floor(2.7) + #utf8.char(8364)"), "8");
	ck_assert_str_eq(run("local n = 0 for i, x in ipairs{5, 6} do n = n + i * x end return n"), "17");
	ck_assert_str_eq(run("return (string.gsub('abc', '%w', '%0%0'))"), "aabbcc");
	ck_assert_str_eq(run("local ok, why = pcall(error, {1}) return type(why) .. tostring(ok)"), "tablefalse");
	ck_assert_str_eq(run("return (select(2, xpcall(function() error('x', 0) end, function(m) return m .. 'y' end)))"), "xy");
	ck_assert_str_eq(run("local t = {3, 1, 2} table.insert(t, 9) table.remove(t, 1) return table.concat(t, ',')"), "1,2,9");
	ck_assert_str_eq(run("return ('x'):rep(3, '-') .. ('y'):rep(0) .. (''):rep(1 << 62)"), "x-x-x");
}
END_TEST

START_TEST(no_address_is_printed)
{
	ck_assert_str_eq(run("return tostring({})"), "table");
	ck_assert_str_eq(run("return tostring(print or pairs)"), "function");
	ck_assert_str_eq(run("return string.format('%s %10s', {}, pairs)"), "table   function");
	ck_assert_str_eq(run("return string.format('%s', setmetatable({}, {__tostring = function() return 'a pan' end}))"), "a pan");
	ck_assert_ptr_nonnull(strstr(run("return string.format('%p', {})"), "shows an address"));
	ck_assert_ptr_nonnull(strstr(run("return string.format('%%%-5p', {})"), "shows an address"));
}
END_TEST

START_TEST(pairs_goes_in_order)
{
	const char *walk = "local s = '' for k, v in pairs(%s) do s = s .. tostring(k) .. '=' .. tostring(v) .. ' ' end return s";
	char code[400];
	snprintf(code, sizeof code, walk, "{b = 1, a = 2, [3] = 3, [1.5] = 4, [-1] = 5, [true] = 6, [false] = 7, ab = 8}");
	ck_assert_str_eq(run(code), "false=7 true=6 -1=5 1.5=4 3=3 a=2 ab=8 b=1 ");
	snprintf(code, sizeof code, walk, "{'x', 'y', 'z'}");
	ck_assert_str_eq(run(code), "1=x 2=y 3=z ");
	snprintf(code, sizeof code, walk, "{}");
	ck_assert_str_eq(run(code), "");
	ck_assert_str_eq(run("local s, t = '', {b = 1, [2] = 1, a = 1} local k = next(t) while k do s = s .. k k = next(t, k) end return s"), "2ab");
	ck_assert_str_eq(run("return next({})"), "nil");
	ck_assert_ptr_nonnull(strstr(run("for k in pairs{[{}] = 1} do end"), "a table is a key of this table"));
}
END_TEST

START_TEST(a_table_may_change_while_it_is_walked)
{
	ck_assert_str_eq(run("local t, s = {a = 1, b = 2, c = 3}, '' for k in pairs(t) do s = s .. k t.b = nil t[k .. k] = 1 end return s"), "ac");
	ck_assert_str_eq(run("local t, s = {1, 2, 3, 4}, '' for k in pairs(t) do s = s .. k t[3] = nil t[k + 100] = 1 end return s"), "124");
}
END_TEST

START_TEST(sort_is_stable_and_survives_a_foolish_comparison)
{
	ck_assert_str_eq(run("local t = {} for i = 1, 500 do t[i] = {i, i % 3} end "
		"table.sort(t, function(a, b) return a[2] < b[2] end) "
		"for i = 2, 500 do local a, b = t[i - 1], t[i] if a[2] > b[2] or (a[2] == b[2] and a[1] > b[1]) then return i end end return 'fine'"), "fine");
	ck_assert_str_eq(run("local t = {5, 3, 9, 1, 7} table.sort(t) return table.concat(t)"), "13579");
	ck_assert_str_eq(run("local t = {} for i = 1, 100 do t[i] = i end table.sort(t, function() return true end) return #t"), "100");
	ck_assert_ptr_nonnull(strstr(run("table.sort{1, 'x'}"), "attempt to compare"));
}
END_TEST

START_TEST(metatables_open_no_back_door)
{
	ck_assert_str_eq(run("return getmetatable('')"), "nil");
	ck_assert_ptr_nonnull(strstr(run("setmetatable({}, {__gc = function() end})"), "__gc"));
	ck_assert_ptr_nonnull(strstr(run("setmetatable({}, {__mode = 'k'})"), "__mode"));
	ck_assert_ptr_nonnull(strstr(run("setmetatable(setmetatable({}, {__metatable = 1}), nil)"), "protected"));
	ck_assert_ptr_nonnull(strstr(run("string.trim = 1"), "'string' is the same for all workers"));
	ck_assert_ptr_nonnull(strstr(run("setmetatable(math, {})"), "protected"));
	ck_assert_str_eq(run("return getmetatable(math)"), "false");
	ck_assert_str_eq(run("local n = 0 for k in pairs(utf8) do n = n + 1 end return n"), "6");
	ck_assert_str_eq(run("return setmetatable({}, {__index = {a = 5}}).a"), "5");
}
END_TEST

START_TEST(loops_in_c_are_bounded)
{
	ck_assert_ptr_nonnull(strstr(run("table.move({}, 1, 1 << 60, 2)"), "too many elements"));
	ck_assert_ptr_nonnull(strstr(run("table.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 1)"), "too long a table"));
	ck_assert_ptr_nonnull(strstr(run("table.sort(setmetatable({}, {__len = function() return 1 << 60 end}))"), "too many elements"));
}
END_TEST

START_TEST(memory_bomb_by_concatenation_ends_at_its_line)
{
	ck_assert_int_eq(bomb_line("local s = 'x'\nwhile true do\ns = s .. s\nend"), 3);
}
END_TEST

START_TEST(memory_bomb_by_table_growth_ends_at_its_line)
{
	ck_assert_int_eq(bomb_line("local t = {}\nwhile true do\n\nt[#t + 1] = {}\nend"), 4);
}
END_TEST

START_TEST(memory_bomb_by_rep_ends_at_its_line)
{
	ck_assert_int_eq(bomb_line("local s = 'x'\nreturn s:rep(1 << 30)"), 2);
}
END_TEST

START_TEST(memory_bomb_in_a_coroutine_is_stopped_there)
{
	sandbox_set_hook(box, hook);
	lua_State *worker = lua_newthread(box);
	load(worker, "local t = {} while true do t[#t + 1] = 'pan' .. #t end");
	int count;
	sandbox_running(worker);
	ck_assert_int_eq(lua_resume(worker, box, 0, &count), LUA_ERRRUN);
	sandbox_running(box);
	ck_assert_int_eq(sandbox_interrupted(worker, -1), SANDBOX_MEMORY);
}
END_TEST

START_TEST(pcall_does_not_swallow_a_memory_bomb)
{
	bomb_line("while true do pcall(function() local t = {} while true do t[#t + 1] = {} end end) end");
	tear_down();
	set_up();
	bomb_line("while true do pcall(string.rep, 'x', 1 << 30) end");
}
END_TEST

START_TEST(garbage_is_not_held_against_a_recipe)
{
	sandbox_set_hook(box, hook);
	/* 12 MB live, and three times the soft cap made and thrown away */
	ck_assert_str_eq(run("local keep = ('k'):rep(12 << 20) for i = 1, 48 do local s = ('x'):rep(1 << 20) end return 'fine'"), "fine");
}
END_TEST

START_TEST(memory_is_given_back)
{
	run("local t = {} for i = 1, 1000 do t[i] = {i} end");
	sandbox_close(box);
	ck_assert_uint_eq(atomic_load(&cap.used_bytes), 0);
	set_up();
}
END_TEST

static lua_State *interrupted;

/* Once: what is swallowed stays swallowed. */
static void stop_hook(lua_State *L, lua_Debug *frame)
{
	(void)frame;
	lua_sethook(L, NULL, 0, 0);
	sandbox_raise(L, SANDBOX_ENDLESS);
}

static void stop_signal(int number)
{
	(void)number;
	if (!HOOK_ALWAYS)
		lua_sethook(interrupted, stop_hook, LUA_MASKCOUNT, 1);
}

/* Run code that never ends by itself and stop it as the kitchen does (nudge.h): a signal sets the hook, but for ThreadSanitizer, which delivers
 * no signal to a loop that makes no call; there the hook is set from the beginning. */
static enum sandbox_stop stopped(const char *code)
{
	interrupted = box;
	signal(SIGALRM, stop_signal);
	lua_settop(box, 0);
	load(box, code);
	if (HOOK_ALWAYS)
		lua_sethook(box, stop_hook, LUA_MASKCOUNT, HOOK_ALWAYS);
	setitimer(ITIMER_REAL, &(struct itimerval){ .it_value.tv_usec = 20000 }, NULL);
	ck_assert_int_ne(lua_pcall(box, 0, 0, 0), LUA_OK);
	return sandbox_interrupted(box, -1);
}

START_TEST(endless_loop_is_stopped)
{
	ck_assert_int_eq(stopped("while true do end"), SANDBOX_ENDLESS);
}
END_TEST

START_TEST(pcall_does_not_swallow_an_interrupt)
{
	ck_assert_int_eq(stopped("while true do pcall(function() while true do end end) end"), SANDBOX_ENDLESS);
}
END_TEST

START_TEST(xpcall_does_not_show_its_handler_an_interrupt)
{
	ck_assert_int_eq(stopped("while true do xpcall(function() while true do end end, function() while true do end end) end"), SANDBOX_ENDLESS);
}
END_TEST

START_TEST(close_does_not_turn_an_interrupt_into_an_error)
{
	ck_assert_int_eq(stopped("while true do pcall(function() "
		"local x <close> = setmetatable({}, {__close = function() error('mine') end}) while true do end end) end"), SANDBOX_ENDLESS);
}
END_TEST

static int word_wait(lua_State *L)
{
	const char *inside = sandbox_no_wait(L);
	if (inside)
		return luaL_error(L, "no waiting in %s", inside);
	return lua_isyieldable(L) ? lua_yield(L, 0) : 0;
}

static void wait_add(void)
{
	sandbox_push_builtins(box);
	lua_pushcfunction(box, word_wait);
	lua_setfield(box, -2, "wait");
	lua_pop(box, 1);
}

START_TEST(a_call_may_yield_through_pcall)
{
	wait_add();
	lua_State *worker = lua_newthread(box);
	load(worker, "local ok, a, b = pcall(function(...) wait() return ... end, 1, 2) "
		"local no, why = xpcall(function() wait() error('x', 0) end, function(m) return m .. '!' end) return ok, a + b, no, why");
	int count;
	ck_assert_int_eq(lua_resume(worker, box, 0, &count), LUA_YIELD);
	ck_assert_int_eq(lua_resume(worker, box, 0, &count), LUA_YIELD);
	ck_assert_int_eq(lua_resume(worker, box, 0, &count), LUA_OK);
	ck_assert(lua_toboolean(worker, -4));
	ck_assert_int_eq(lua_tointeger(worker, -3), 3);
	ck_assert(!lua_toboolean(worker, -2));
	ck_assert_str_eq(lua_tostring(worker, -1), "x!");
}
END_TEST

START_TEST(waiting_inside_a_callback_of_c_is_named)
{
	static const char *const codes[][2] = {
		{ "table.sort({2, 1}, function(a, b) wait() return a < b end)", "table.sort" },
		{ "string.gsub('a', 'a', function() wait() end)", "string.gsub" },
		{ "('a'):gsub('a', function() pcall(wait) wait() end)", "string.gsub" },
		{ "string.format('%s', setmetatable({}, {__tostring = function() wait() return '' end}))", "string.format" },
		{ "tostring(setmetatable({}, {__tostring = function() wait() return '' end}))", "tostring" },
	};
	wait_add();
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		char words[100];
		snprintf(words, sizeof words, "no waiting in %s", codes[i][1]);
		ck_assert_msg(strstr(run(codes[i][0]), words) != NULL, "%s: %s", codes[i][0], run(codes[i][0]));
		lua_State *worker = lua_newthread(box);
		load(worker, codes[i][0]);
		int count;
		ck_assert_int_eq(lua_resume(worker, box, 0, &count), LUA_ERRRUN);
		ck_assert_msg(strstr(lua_tostring(worker, -1), words) != NULL, "%s", lua_tostring(worker, -1));
	}
}
END_TEST

START_TEST(waiting_elsewhere_is_allowed)
{
	wait_add();
	ck_assert_str_eq(run("wait() pcall(wait) for i in pairs{1} do wait() end local t = setmetatable({}, {__index = function() wait() return 5 end}) return t.x"), "5");
}
END_TEST

START_TEST(builtins_are_found_by_name_and_named)
{
	static const char *const names[] = { "pairs", "string.format", "table.sort", "math.floor", "string", "utf8.char", NULL };
	for (size_t i = 0; names[i]; i++) {
		ck_assert(sandbox_push_builtin(box, names[i]));
		sandbox_push_builtin_name(box, -1);
		ck_assert_str_eq(lua_tostring(box, -1), names[i]);
	}
	wait_add();
	lua_pushcfunction(box, word_wait);
	sandbox_push_builtin_name(box, -1);
	ck_assert_str_eq(lua_tostring(box, -1), "wait");
	ck_assert(!sandbox_push_builtin(box, "string.nothing"));
	ck_assert(!sandbox_push_builtin(box, "pairs.x"));
	ck_assert(!sandbox_push_builtin(box, ""));
}
END_TEST

static const char *syntax(const char *code)
{
	static struct error error;
	ck_assert_int_eq(sandbox_load(box, code, strlen(code), "test.lua", &error), -1);
	return error.text;
}

START_TEST(syntax_errors_are_readable)
{
	ck_assert_str_eq(syntax("local x = \n"), "test.lua:2: the end of the file does not fit here");
	ck_assert_str_eq(syntax("task(function()\n\nsay(1\n"), "test.lua:4: ')' is missing before the end of the file, to close the '(' of line 3");
	ck_assert_str_eq(syntax("x = 'abc\n"), "test.lua:1: a string without its closing quote: ''abc'");
	ck_assert_str_eq(syntax("local 5"), "test.lua:1: a name is missing before '5'");
	ck_assert_str_eq(syntax("if x = 5 then end"), "test.lua:1: 'then' is missing before '='");
	ck_assert_str_eq(syntax("goto nowhere"), "test.lua:1: no visible label 'nowhere' for <goto> at line 1");
}
END_TEST

START_TEST(bytecode_is_no_recipe)
{
	struct error error;
	ck_assert_int_eq(sandbox_load(box, "\x1bLua", 4, "test.lua", &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "test.lua"));
}
END_TEST

/* Write a file, read its card; returns the error, "" when there is none. */
static struct recipe_card card;

static const char *card_of(const char *text, size_t length)
{
	static struct error error;
	char path[] = "/tmp/recipe-XXXXXX";
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, length), (ssize_t)length);
	close(fd);
	error.text[0] = '\0';
	int result = recipe_card_read(path, "soup.lua", "soup", &card, &error);
	unlink(path);
	ck_assert(result == (error.text[0] ? -1 : 0));
	return error.text;
}

#define CARD(text) card_of(text, sizeof(text) - 1)

START_TEST(card_says_what_the_recipe_says)
{
	ck_assert_str_eq(CARD("local who = 'Ann'\nrecipe{title = 'Soup\\27[31m of ' .. who:upper(), about = 'hot', engine = 'loop', engines = {'threads', 'loop'},\n"
		"gil = true, pace = 2.5, layout = {'a > b', 'b > c'}}\nnosuchword()"), "");
	ck_assert_str_eq(card.title, "Soup [31m of ANN");
	ck_assert_str_eq(card.about, "hot");
	ck_assert_str_eq(card.engine, "loop");
	ck_assert_str_eq(card.engines, "threads,loop");
	ck_assert_str_eq(card.layout, "a > b\nb > c");
	ck_assert(card.gil);
	ck_assert_double_eq(card.pace, 2.5);
}
END_TEST

START_TEST(card_has_defaults)
{
	static const char *const without[] = { "", "local q = queue('orders')\nrecipe{title = 'late'}", "x = 1", "pcall(function() say('x') end)" };
	for (size_t i = 0; i < 4; i++) {
		ck_assert_str_eq(card_of(without[i], strlen(without[i])), "");
		ck_assert_str_eq(card.title, "soup");
		ck_assert_str_eq(card.engine, "threads");
		ck_assert_str_eq(card.engines, "threads,loop,processes");
		ck_assert(!card.gil);
		ck_assert_double_eq(card.pace, 1);
	}
	ck_assert_str_eq(CARD("recipe{engine = 'processes'}"), "");
	ck_assert_str_eq(card.engines, "processes");
	ck_assert_str_eq(CARD("recipe{engines = {'loop'}}"), "");
	ck_assert_str_eq(card.engine, "loop");
}
END_TEST

START_TEST(card_mistakes_are_named_with_their_line)
{
	ck_assert_str_eq(CARD("\nrecipe{tilte = 'x'}"), "soup.lua:2: recipe{} knows no `tilte`; did you mean `title`?");
	ck_assert_str_eq(CARD("recipe{engine = 'steam'}"),
		"soup.lua:1: recipe{}: \"steam\" is engine, not \"threads\", \"loop\", \"processes\" or \"instances\"");
	ck_assert_ptr_nonnull(strstr(CARD("recipe{pace = 0}"), "a number above 0"));
	ck_assert_ptr_nonnull(strstr(CARD("recipe{pace = 0/0}"), "a number above 0"));
	ck_assert_ptr_nonnull(strstr(CARD("recipe{gil = 1}"), "true or false"));
	ck_assert_ptr_nonnull(strstr(CARD("recipe{layout = 'a > b'}"), "a list of texts"));
	ck_assert_ptr_nonnull(strstr(CARD("recipe{layout = {('x'):rep(600)}}"), "longer than"));
	ck_assert_ptr_nonnull(strstr(CARD("recipe{title = {}}"), "a text in quotes"));
	ck_assert_ptr_nonnull(strstr(CARD("recipe{engine = 'threads', engines = {'loop'}}"), "not among its engines"));
	ck_assert_ptr_nonnull(strstr(CARD("recipe('x')"), "wants a table"));
	ck_assert_ptr_nonnull(strstr(CARD("recipe{title = param('x', 1)}"), "soup.lua:1: recipe{} comes first"));
	ck_assert_str_eq(CARD("\n\nlocal x = nil + 1"), "soup.lua:3: attempt to perform arithmetic on a nil value");
	ck_assert_str_eq(CARD("\nlocal = 5"), "soup.lua:2: a name is missing before '='");
}
END_TEST

START_TEST(card_reading_ends_whatever_the_recipe_does)
{
	ck_assert_str_eq(CARD("\nwhile true do end recipe{}"), "soup.lua:2: runs on and on before recipe{} is reached; put recipe{} first");
	ck_assert_ptr_nonnull(strstr(CARD("while true do pcall(function() while true do end end) end recipe{}"), "runs on and on"));
	ck_assert_ptr_nonnull(strstr(CARD("while true do local s = ('x'):rep(1000000) end recipe{}"), "runs on and on"));
	ck_assert_str_eq(CARD("local s = 'x'\nwhile true do s = s .. s end recipe{}"), "soup.lua:2: takes too much memory before recipe{} is reached");
	ck_assert_ptr_nonnull(strstr(CARD("local function f() return f() + 1 end f() recipe{}"), "runs on and on"));
	ck_assert_str_eq(CARD("error{}"), "soup.lua: an error without words: error() was given a table, not a text");
}
END_TEST

START_TEST(a_recipe_that_has_no_card_may_cook_as_long_as_it_likes)
{
	ck_assert_str_eq(CARD("while true do end"), "");
	ck_assert_str_eq(card.title, "soup");
	ck_assert_str_eq(CARD("local s = 'x'\nwhile true do s = s .. s end"), "");
	ck_assert_str_eq(card.engine, "threads");
}
END_TEST

START_TEST(files_that_are_no_text_are_refused_with_their_line)
{
	ck_assert_str_eq(CARD("-- a\n-- \xff\n"), "soup.lua:2: the byte 0xff is not UTF-8: save the file as UTF-8");
	ck_assert_ptr_nonnull(strstr(CARD("-- a\0b"), "soup.lua:1: a zero byte"));
	ck_assert_ptr_nonnull(strstr(CARD("\n\n-- \xe2\x80\xae x"), "soup.lua:3: an invisible mark, U+202E"));
	ck_assert_str_eq(CARD("\xef\xbb\xbfrecipe{title = 'caf\xc3\xa9 \xef\xbf\xbd'}"), "");
	ck_assert_str_eq(card.title, "caf\xc3\xa9 \xef\xbf\xbd");
	char *large = calloc(1, RECIPE_BYTES_MAX + 1);
	memset(large, ' ', RECIPE_BYTES_MAX + 1);
	ck_assert_ptr_nonnull(strstr(card_of(large, RECIPE_BYTES_MAX + 1), "longer than 1 MB"));
	free(large);
	struct error error;
	ck_assert_int_eq(recipe_card_read("/tmp", "tmp.lua", "tmp", &card, &error), -1);
	ck_assert_str_eq(error.text, "tmp.lua: is not a file");
	ck_assert_int_eq(recipe_card_read("/tmp/no/such", "such.lua", "such", &card, &error), -1);
	ck_assert_str_eq(error.text, "such.lua: cannot be opened: No such file or directory");
}
END_TEST

int main(void)
{
	TCase *words = tcase_create("words"), *stops = tcase_create("stops"), *cards = tcase_create("cards");
	tcase_set_timeout(stops, 30); /* sanitizers, busy machines */
	tcase_set_timeout(cards, 30);
	tcase_add_checked_fixture(words, set_up, tear_down);
	tcase_add_checked_fixture(stops, set_up, tear_down);
	tcase_add_test(words, nothing_that_reaches_outside_is_there);
	tcase_add_test(words, the_globals_are_empty);
	tcase_add_test(words, what_is_kept_works);
	tcase_add_test(words, no_address_is_printed);
	tcase_add_test(words, pairs_goes_in_order);
	tcase_add_test(words, a_table_may_change_while_it_is_walked);
	tcase_add_test(words, sort_is_stable_and_survives_a_foolish_comparison);
	tcase_add_test(words, metatables_open_no_back_door);
	tcase_add_test(words, loops_in_c_are_bounded);
	tcase_add_test(words, builtins_are_found_by_name_and_named);
	tcase_add_test(words, syntax_errors_are_readable);
	tcase_add_test(words, bytecode_is_no_recipe);
	tcase_add_test(stops, memory_bomb_by_concatenation_ends_at_its_line);
	tcase_add_test(stops, memory_bomb_by_table_growth_ends_at_its_line);
	tcase_add_test(stops, memory_bomb_by_rep_ends_at_its_line);
	tcase_add_test(stops, memory_bomb_in_a_coroutine_is_stopped_there);
	tcase_add_test(stops, pcall_does_not_swallow_a_memory_bomb);
	tcase_add_test(stops, garbage_is_not_held_against_a_recipe);
	tcase_add_test(stops, memory_is_given_back);
	tcase_add_test(stops, endless_loop_is_stopped);
	tcase_add_test(stops, pcall_does_not_swallow_an_interrupt);
	tcase_add_test(stops, xpcall_does_not_show_its_handler_an_interrupt);
	tcase_add_test(stops, close_does_not_turn_an_interrupt_into_an_error);
	tcase_add_test(stops, a_call_may_yield_through_pcall);
	tcase_add_test(stops, waiting_inside_a_callback_of_c_is_named);
	tcase_add_test(stops, waiting_elsewhere_is_allowed);
	tcase_add_test(cards, card_says_what_the_recipe_says);
	tcase_add_test(cards, card_has_defaults);
	tcase_add_test(cards, card_mistakes_are_named_with_their_line);
	tcase_add_test(cards, card_reading_ends_whatever_the_recipe_does);
	tcase_add_test(cards, a_recipe_that_has_no_card_may_cook_as_long_as_it_likes);
	tcase_add_test(cards, files_that_are_no_text_are_refused_with_their_line);
	Suite *suite = suite_create("sandbox");
	suite_add_tcase(suite, words);
	suite_add_tcase(suite, stops);
	suite_add_tcase(suite, cards);
	return run_suite(suite);
}
