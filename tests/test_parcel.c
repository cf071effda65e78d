/* test_parcel.c - what travels, what does not, and what broken parcels do: nothing. */
#include "kitchen/parcel.h"
#include "kitchen/sandbox.h"
#include "suite.h"

#include <check.h>
#include <lauxlib.h>
#include <msgpack.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct memory_cap cap;
static lua_State *from, *to; /* two workers' states */
static struct buffer parcel;
static struct error error;

/* A kitchen object in small: a userdata with an id. */
static unsigned object_id(lua_State *L, int index)
{
	unsigned *id = luaL_testudata(L, index, "object");
	return id ? *id : 0;
}

static bool object_push(lua_State *L, unsigned id)
{
	if (id > 9)
		return false;
	*(unsigned *)lua_newuserdatauv(L, sizeof id, 0) = id;
	luaL_setmetatable(L, "object");
	return true;
}

static const struct parcel_objects objects = { object_id, object_push };

static int word_object(lua_State *L)
{
	return object_push(L, (unsigned)luaL_checkinteger(L, 1));
}

static int word_id(lua_State *L)
{
	lua_pushinteger(L, object_id(L, 1));
	return 1;
}

static int word_coroutine(lua_State *L)
{
	lua_newthread(L);
	return 1;
}

static int word_iterator(lua_State *L)
{
	lua_pushinteger(L, 1);
	lua_pushcclosure(L, word_id, 1);
	return 1;
}

static lua_State *state_new(void)
{
	static const luaL_Reg words[] = { { "object", word_object }, { "id", word_id }, { "thread", word_coroutine }, { "iterator", word_iterator }, { NULL, NULL } };
	lua_State *L = sandbox_new(&cap);
	luaL_newmetatable(L, "object");
	sandbox_push_builtins(L);
	luaL_setfuncs(L, words, 0);
	lua_settop(L, 0);
	/* 1: the globals, with the builtins behind them */
	lua_newtable(L);
	lua_newtable(L);
	sandbox_push_builtins(L);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, 1);
	return L;
}

static void set_up(void)
{
	cap = (struct memory_cap){ .soft_bytes = (size_t)64 << 20, .hard_bytes = (size_t)64 << 20 };
	from = state_new();
	to = state_new();
	parcel_set_objects(&objects);
}

static void tear_down(void)
{
	sandbox_close(from);
	sandbox_close(to);
	buffer_release(&parcel);
	parcel = (struct buffer){ 0 };
}

/* Run code in `from` and pack all it returns; 0 or -1. The stack must come out as it was. */
static int pack(const char *code)
{
	lua_settop(from, 1);
	ck_assert_msg(sandbox_load(from, code, strlen(code), "test.lua", &error) == 0, "%s", error.text);
	lua_pushvalue(from, 1);
	lua_setupvalue(from, -2, 1);
	ck_assert_msg(lua_pcall(from, 0, LUA_MULTRET, 0) == LUA_OK, "%s", lua_tostring(from, -1));
	parcel.length = 0;
	error.text[0] = '\0';
	int top = lua_gettop(from);
	int result = parcel_pack(from, 2, top, "the arguments of task \"cook\"", &parcel, &error);
	ck_assert_int_eq(lua_gettop(from), top);
	return result;
}

/* Pack what `code` returns, take it out in the other state, hand it to `check` there and give its first result as text. */
static const char *travel(const char *code, const char *check)
{
	ck_assert_msg(pack(code) == 0, "%s", error.text);
	lua_settop(to, 1);
	ck_assert_msg(sandbox_load(to, check, strlen(check), "check.lua", &error) == 0, "%s", error.text);
	lua_pushvalue(to, 1);
	lua_setupvalue(to, -2, 1);
	int count = parcel_push(to, 1, parcel.bytes, parcel.length, &error);
	ck_assert_msg(count >= 0, "%s", error.text);
	ck_assert_int_eq(lua_gettop(to), 2 + count);
	ck_assert_msg(lua_pcall(to, count, 1, 0) == LUA_OK, "%s", lua_tostring(to, -1));
	return luaL_tolstring(to, -1, NULL);
}

static const char *refused(const char *code)
{
	ck_assert_int_eq(pack(code), -1);
	return error.text;
}

START_TEST(plain_values_arrive_as_they_were)
{
	ck_assert_str_eq(travel("return nil, true, false, 7, -7, 0.5, 'x'",
		"local a, b, c, d, e, f, g = ... return tostring(a) .. tostring(b) .. tostring(c) .. d .. e .. f .. g"), "niltruefalse7-70.5x");
	ck_assert_str_eq(travel("return 3.0, 3", "local a, b = ... return math.type(a) .. math.type(b)"), "floatinteger");
	ck_assert_str_eq(travel("return 'a\\0b\\255', ('z'):rep(70000)", "local a, b = ... return #a .. ' ' .. a:byte(4) .. ' ' .. #b"), "4 255 70000");
	ck_assert_str_eq(travel("return 1/0, -1/0, 0/0", "local a, b, c = ... return tostring(a == 1/0 and b == -1/0 and c ~= c)"), "true");
	ck_assert_str_eq(travel("return", "return select('#', ...)"), "0");
	static const char *const integers[] = { "0", "127", "128", "255", "256", "65535", "65536", "4294967295", "4294967296", "-1", "-32", "-33", "-128", "-129",
		"-32768", "-32769", "-2147483648", "-2147483649", "math.maxinteger", "math.mininteger" };
	for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
		char code[100], check[100];
		snprintf(code, sizeof code, "return %s", integers[i]);
		snprintf(check, sizeof check, "return tostring(... == %s)", integers[i]);
		ck_assert_msg(strcmp(travel(code, check), "true") == 0, "%s", integers[i]);
	}
}
END_TEST

START_TEST(a_small_number_takes_two_bytes)
{
	ck_assert_int_eq(pack("return 12"), 0);
	ck_assert_uint_eq(parcel.length, 2);
}
END_TEST

START_TEST(tables_arrive_as_copies)
{
	ck_assert_str_eq(travel("return {1, 2, {x = 'y', [2.5] = true, [false] = 0}, [10] = 'ten'}",
		"local t = ... return t[1] + t[2] .. t[3].x .. tostring(t[3][2.5]) .. t[3][false] .. t[10]"), "3ytrue0ten");
	ck_assert_str_eq(travel("local t = {} for i = 1, 70000 do t[i] = i end return t", "return #... + (...)[70000]"), "140000");
	ck_assert_str_eq(travel("local t = {} for i = 1, 70000 do t['k' .. i] = i end return t", "return (...).k70000"), "70000");
	ck_assert_str_eq(travel("local t = {1, 2, nil, 4} return t", "local t = ... return tostring(t[3]) .. t[4]"), "nil4");
	ck_assert_str_eq(travel("return {}", "return type(...) .. tostring(next(...))"), "tablenil");
}
END_TEST

START_TEST(a_table_met_twice_arrives_as_one)
{
	ck_assert_str_eq(travel("local t = {} return t, {t, t}, t", "local a, b, c = ... return tostring(a == b[1] and b[1] == b[2] and a == c)"), "true");
	ck_assert_str_eq(travel("local t = {} t.me = t t.more = {t} t[t] = 1 return t",
		"local t = ... return tostring(t.me == t and t.more[1] == t and t[t] == 1)"), "true");
}
END_TEST

START_TEST(functions_carry_copies_of_their_locals)
{
	ck_assert_str_eq(travel("local n, t = 5, {6} local function f(x) return n + t[1] + x end n = 7 return f, 100", "local f, x = ... return f(x)"), "113");
	/* a copy: what happens there does not happen here */
	ck_assert_str_eq(travel("n0 = 1 local n = 1 function bump() n = n + 1 return n end return bump", "local f = ... f() return f()"), "3");
	lua_getfield(from, 1, "bump");
	lua_call(from, 0, 1);
	ck_assert_int_eq(lua_tointeger(from, -1), 2);
}
END_TEST

START_TEST(two_functions_share_their_local)
{
	ck_assert_str_eq(travel("local n = 0 local function up() n = n + 1 end local function get() return n end return {up = up}, get",
		"local t, get = ... t.up() t.up() return get()"), "2");
	ck_assert_str_eq(travel("local a, b = 1, 1 return function() a = a + 1 return a end, function() b = b + 10 return b end",
		"local f, g = ... f() return f() + g()"), "14");
}
END_TEST

START_TEST(a_function_may_call_itself)
{
	ck_assert_str_eq(travel("local function f(n) return n < 2 and 1 or n * f(n - 1) end return f", "return (...)(10)"), "3628800");
	ck_assert_str_eq(travel("local odd local function even(n) return n == 0 or odd(n - 1) end function odd(n) return n ~= 0 and even(n - 1) end return even",
		"return tostring((...)(10))"), "true");
	ck_assert_str_eq(travel("local t = {} function t.f() return t end return t", "local t = ... return tostring(t.f() == t)"), "true");
	ck_assert_str_eq(travel("local function f() local function g() return f end return g end return f", "local f = ... return tostring(f()() == f)"), "true");
}
END_TEST

START_TEST(globals_are_those_of_the_place_of_arrival)
{
	lua_pushstring(to, "there");
	lua_setfield(to, 1, "where");
	ck_assert_str_eq(travel("where = 'here' return function() return where end", "return (...)()"), "there");
	ck_assert_str_eq(travel("return function() made = 5 return function() return made end end", "return (...)()() + made"), "10");
}
END_TEST

START_TEST(line_numbers_survive)
{
	ck_assert_str_eq(travel("\n\nreturn function()\nerror('burnt')\nend", "local ok, why = pcall(...) return why"), "test.lua:4: burnt");
}
END_TEST

START_TEST(builtins_travel_by_name)
{
	ck_assert_str_eq(travel("return pairs, string.format, math, id", "local a, b, c, d = ... return tostring(a == pairs and b == string.format and c == math and d == id)"), "true");
	ck_assert_str_eq(travel("local floor = math.floor return function(x) return floor(x) end", "return (...)(2.5)"), "2");
}
END_TEST

START_TEST(objects_travel_by_reference)
{
	ck_assert_str_eq(travel("return {object(3)}, object(4)", "local t, o = ... return id(t[1]) * 10 + id(o)"), "34");
	ck_assert_str_eq(travel("local q = object(5) return function() return id(q) end", "return (...)()"), "5");
}
END_TEST

START_TEST(what_cannot_travel_is_named_with_its_place)
{
	ck_assert_str_eq(refused("local box = {lid = thread()} return function() return box end"),
		"the arguments of task \"cook\": the local `box`, field `lid`, is a coroutine and cannot travel");
	ck_assert_str_eq(refused("return 1, {2, {thread()}}"),
		"the arguments of task \"cook\": value 2, element 2, element 1, is a coroutine and cannot travel");
	ck_assert_ptr_nonnull(strstr(refused("local p = setmetatable({}, {}) return function() return p end"), "the local `p`, is a table with a metatable"));
	ck_assert_ptr_nonnull(strstr(refused("local it = iterator() return function() return it end"), "the local `it`, is a function of the house"));
	ck_assert_ptr_nonnull(strstr(refused("return {[thread()] = 1}"), "a key, is a coroutine"));
	ck_assert_ptr_nonnull(strstr(refused("return (string.gmatch('a', 'a'))"), "cannot travel"));
	ck_assert_ptr_nonnull(strstr(refused("local t = {} for i = 1, 100 do t = {t} end return t"), "deeper than 64"));
	ck_assert_ptr_nonnull(strstr(refused("local f for i = 1, 100 do local g = f f = function() return g end end return f"), "deeper than 64"));
}
END_TEST

START_TEST(what_is_the_cargo_itself_needs_no_place)
{
	ck_assert_ptr_nonnull(strstr(refused("return setmetatable({}, {})"), "task \"cook\" is a table with a metatable"));
}
END_TEST

/* However long the steps are, the words end whole. */
START_TEST(a_deep_place_is_told_by_its_first_steps)
{
	char code[200], tail[80];
	for (int length = 1; length <= 60; length++) {
		snprintf(code, sizeof code, "local name, t = ('n'):rep(%d), thread() for i = 1, 60 do t = {[name] = t} end return t", length);
		const char *why = refused(code), *more = strstr(why, "… is a coroutine and cannot travel");
		snprintf(tail, sizeof tail, "field `%.*s`, ", length, "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn");
		ck_assert_msg(more != NULL && strncmp(more - strlen(tail), tail, strlen(tail)) == 0, "%s", why);
	}
	ck_assert_ptr_null(strstr(refused("local t = thread() for i = 1, 8 do t = {[('n'):rep(10)] = t} end return t"), "…"));
}
END_TEST

START_TEST(sixty_four_deep_is_no_error)
{
	ck_assert_str_eq(travel("local t = {} for i = 1, 63 do t = {t} end return t", "local t, n = ..., 0 while t do t, n = t[1], n + 1 end return n"), "64");
}
END_TEST

START_TEST(a_plain_function_captures_only_the_globals)
{
	luaL_loadstring(from, "local n = 1 return function() return x end, function() return 1 end, function() return n end");
	lua_call(from, 0, 3);
	ck_assert(parcel_is_plain(from, -3));
	ck_assert(parcel_is_plain(from, -2));
	ck_assert(!parcel_is_plain(from, -1));
	sandbox_push_builtin(from, "pairs");
	ck_assert(!parcel_is_plain(from, -1));
	lua_pushinteger(from, 1);
	ck_assert(!parcel_is_plain(from, -1));
}
END_TEST

/* Try to take out `length` bytes: never more values than bytes, and the stack as it was on failure. */
static int push_raw(const void *bytes, size_t length)
{
	void *exact = malloc(length ? length : 1); /* so that a sanitizer sees a read past the end */
	memcpy(exact, bytes, length);
	lua_settop(to, 1);
	int count = parcel_push(to, 1, exact, length, &error);
	ck_assert_int_eq(lua_gettop(to), count < 0 ? 1 : 1 + count);
	free(exact);
	return count;
}

START_TEST(every_cut_of_a_parcel_is_refused)
{
	ck_assert_int_eq(pack("local t = {1, 'two', 3.5, {x = -1000, y = 'yy'}} t.t = t return {t, pairs, object(2), ('s'):rep(300), 70000, 1 << 40}"), 0);
	for (size_t length = 0; length < parcel.length; length++) {
		int count = push_raw(parcel.bytes, length);
		ck_assert_msg(length == 1 ? count == 0 : count == -1, "%zu bytes of %zu gave %d", length, parcel.length, count);
	}
	ck_assert_int_eq(push_raw(parcel.bytes, parcel.length), 1);
}
END_TEST

START_TEST(every_cut_of_a_function_is_refused)
{
	ck_assert_int_eq(pack("local n, t = 1, {} return {function() return n, t end}"), 0);
	for (size_t length = 2; length < parcel.length; length++)
		ck_assert_int_eq(push_raw(parcel.bytes, length), -1);
}
END_TEST

#define RAW(text) push_raw(text, sizeof(text) - 1)

START_TEST(lies_are_refused)
{
	ck_assert_int_eq(RAW("\x02\x01"), -1);                         /* marks that do not exist */
	ck_assert_int_eq(RAW("\x00\xc1"), -1);                         /* a byte that means nothing */
	ck_assert_int_eq(RAW("\x00\xdd\xff\xff\xff\xff\x01"), -1);     /* four thousand million elements */
	ck_assert_int_eq(RAW("\x00\xdf\x7f\xff\xff\xff\x01\x01"), -1); /* the same as fields */
	ck_assert_int_eq(RAW("\x00\xdb\xff\xff\xff\xff" "a"), -1);     /* a text of 4 GB */
	ck_assert_int_eq(RAW("\x00\xc9\xff\xff\xff\xff\x01"), -1);     /* a function of 4 GB */
	ck_assert_int_eq(RAW("\x01\xd6\x02\x00\x00\x00\x05"), -1);     /* a reference to what was not met */
	ck_assert_int_eq(RAW("\x01\xd6\x02\x00\x00\x00\x00"), -1);
	ck_assert_int_eq(RAW("\x00\x90\xd6\x02\x00\x00\x00\x01"), -1); /* a reference where the marks say none */
	ck_assert_int_eq(RAW("\x00\xd6\x04\x00\x00\x00\x63"), -1);     /* an object that is not there */
	ck_assert_int_eq(RAW("\x00\xd6\x09\x00\x00\x00\x01"), -1);     /* a foreign extension */
	ck_assert_int_eq(RAW("\x00\xd5\x02\x00\x01"), -1);             /* a reference of two bytes */
	ck_assert_int_eq(RAW("\x00\xc7\x05\x03nopes"), -1);            /* a word that is not known */
	ck_assert_int_eq(RAW("\x00\x81\xc0\x01"), -1);                 /* nil as a key */
	ck_assert_int_eq(RAW("\x00\x81\xcb\x7f\xf8\0\0\0\0\0\0\x01"), -1); /* not-a-number as a key */
	ck_assert_int_eq(RAW("\x00\xd4\x01\xc0"), -1);                 /* a function that is none */
	char deep[300];
	memset(deep, 0x91, sizeof deep);
	deep[0] = 0;
	deep[sizeof deep - 1] = 1;
	ck_assert_int_eq(push_raw(deep, sizeof deep), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "too deep at byte"));
}
END_TEST

/* Push the parcel in L, whose globals are at 1 of the stack. */
static int push_all(lua_State *L)
{
	lua_newtable(L);
	parcel_push(L, 1, parcel.bytes, parcel.length, &error);
	return 0;
}

static int grants; /* how often memory is given yet */

static void *grudging(void *bytes, size_t old, size_t size)
{
	if (size > old && grants-- <= 0)
		return NULL;
	if (size)
		return realloc(bytes, size);
	free(bytes);
	return NULL;
}

/* Wherever it happens, it is said that memory ran out, and never that the parcel is a wrong one. */
START_TEST(memory_that_runs_out_within_a_parcel_is_said_as_that)
{
	int status = LUA_ERRMEM, given = 0;
	ck_assert_int_eq(pack("return function() local t = {} for i = 1, 9 do t[i] = function() return 'one', 'two', i end end return t end"), 0);
	for (; status != LUA_OK; given++) {
		lua_settop(to, 1);
		lua_pushcfunction(to, push_all);
		grants = given;
		cap.resize = grudging;
		status = lua_pcall(to, 0, 0, 0);
		cap.resize = NULL;
		ck_assert_str_eq(error.text, "");
		ck_assert(status == LUA_OK || sandbox_interrupted(to, -1) == SANDBOX_MEMORY);
	}
	ck_assert_int_gt(given, 10);
}
END_TEST

START_TEST(no_change_of_one_byte_does_harm)
{
	ck_assert_int_eq(pack("local t = {1, 'two', {x = -1000}} t.t = t return {t, pairs, object(2), 70000}, t"), 0);
	char *bytes = malloc(parcel.length);
	for (size_t at = 0; at < parcel.length; at++) {
		for (int value = 0; value < 256; value++) {
			if (value == 0x01 && at > 0 && at + 1 < parcel.length)
				continue; /* code is trusted: no parcel is made to hold a function here */
			memcpy(bytes, parcel.bytes, parcel.length);
			bytes[at] = (char)value;
			push_raw(bytes, parcel.length);
		}
	}
	free(bytes);
}
END_TEST

START_TEST(objects_of_other_writers_are_understood)
{
	msgpack_packer out;
	msgpack_sbuffer bytes;
	msgpack_sbuffer_init(&bytes);
	msgpack_packer_init(&out, &bytes, msgpack_sbuffer_write);
	msgpack_pack_int(&out, 0);
	msgpack_pack_float(&out, 0.25f);
	msgpack_pack_bin(&out, 3);
	msgpack_pack_bin_body(&out, "abc", 3);
	msgpack_pack_fix_int16(&out, -2);
	msgpack_pack_fix_uint64(&out, 5);
	ck_assert_int_eq(push_raw(bytes.data, bytes.size), 4);
	ck_assert_double_eq(lua_tonumber(to, 2), 0.25);
	ck_assert_str_eq(lua_tostring(to, 3), "abc");
	ck_assert_int_eq(lua_tointeger(to, 4), -2);
	ck_assert_int_eq(lua_tointeger(to, 5), 5);
	msgpack_sbuffer_destroy(&bytes);
}
END_TEST

int main(void)
{
	TCase *there = tcase_create("there"), *wrong = tcase_create("wrong");
	tcase_add_checked_fixture(there, set_up, tear_down);
	tcase_add_checked_fixture(wrong, set_up, tear_down);
	tcase_add_test(there, plain_values_arrive_as_they_were);
	tcase_add_test(there, a_small_number_takes_two_bytes);
	tcase_add_test(there, tables_arrive_as_copies);
	tcase_add_test(there, a_table_met_twice_arrives_as_one);
	tcase_add_test(there, functions_carry_copies_of_their_locals);
	tcase_add_test(there, two_functions_share_their_local);
	tcase_add_test(there, a_function_may_call_itself);
	tcase_add_test(there, globals_are_those_of_the_place_of_arrival);
	tcase_add_test(there, line_numbers_survive);
	tcase_add_test(there, builtins_travel_by_name);
	tcase_add_test(there, objects_travel_by_reference);
	tcase_add_test(there, what_is_the_cargo_itself_needs_no_place);
	tcase_add_test(there, a_deep_place_is_told_by_its_first_steps);
	tcase_add_test(there, sixty_four_deep_is_no_error);
	tcase_add_test(there, a_plain_function_captures_only_the_globals);
	tcase_add_test(wrong, what_cannot_travel_is_named_with_its_place);
	tcase_add_test(wrong, every_cut_of_a_parcel_is_refused);
	tcase_add_test(wrong, every_cut_of_a_function_is_refused);
	tcase_add_test(wrong, lies_are_refused);
	tcase_add_test(wrong, memory_that_runs_out_within_a_parcel_is_said_as_that);
	tcase_add_test(wrong, no_change_of_one_byte_does_harm);
	tcase_add_test(wrong, objects_of_other_writers_are_understood);
	Suite *suite = suite_create("parcel");
	suite_add_tcase(suite, there);
	suite_add_tcase(suite, wrong);
	return run_suite(suite);
}
