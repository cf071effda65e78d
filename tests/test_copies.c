/* test_copies.c - tasks of one state get copies that none can change for another; what can be told apart by nobody is one. */
#include "kitchen/arena.h"
#include "kitchen/bytecode.h"
#include "kitchen/copies.h"
#include "kitchen/sandbox.h"
#include "suite.h"

#include <check.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>

static struct memory_cap cap = { .soft_bytes = 64 << 20, .hard_bytes = 80 << 20 };
static lua_State *L;

static void setup(void)
{
	struct error error;
	if (!arena)
		ck_assert_msg(arena_open(&error) == 0, "%s", error.text);
	L = sandbox_new(&cap);
	ck_assert_ptr_nonnull(L);
}

static void teardown(void)
{
	sandbox_close(L);
}

/* Push what the chunk returns. */
static void push(const char *chunk)
{
	ck_assert_msg(luaL_loadstring(L, chunk) == LUA_OK, "%s", lua_tostring(L, -1));
	lua_pushglobaltable(L);
	lua_setupvalue(L, -2, 1);
	ck_assert_int_eq(lua_pcall(L, 0, 1, 0), LUA_OK);
}

/* Make two copies of the function that the chunk returns; true when they are one. They lie on top. */
static bool copies_are_one(const char *chunk)
{
	push(chunk);
	int function = lua_gettop(L);
	copies_push(L, function, function, "a task");
	copies_push(L, function, function, "a task");
	ck_assert_int_eq(lua_gettop(L), function + 2);
	return lua_topointer(L, -1) == lua_topointer(L, -2);
}

/* Call the function at `index`, which gives a number. */
static lua_Integer called(int index)
{
	lua_pushvalue(L, index);
	ck_assert_int_eq(lua_pcall(L, 0, 1, 0), LUA_OK);
	lua_Integer result = lua_tointeger(L, -1);
	lua_pop(L, 1);
	return result;
}

START_TEST(function_that_only_reads_what_it_captured_is_copied_once)
{
	ck_assert(copies_are_one("local n = 3 return function() return n end"));
	ck_assert_int_eq(called(-1), 3);
}
END_TEST

START_TEST(functions_made_anew_with_the_same_values_share_a_copy)
{
	push("local n, all = 3, {} for i = 1, 2 do all[i] = function() return n end end return all");
	lua_rawgeti(L, -1, 1);
	lua_rawgeti(L, -2, 2);
	int second = lua_gettop(L);
	copies_push(L, second - 1, second - 1, "a task");
	copies_push(L, second, second, "a task");
	ck_assert_ptr_eq(lua_topointer(L, -1), lua_topointer(L, -2));
}
END_TEST

START_TEST(function_that_writes_what_it_captured_gets_a_copy_each)
{
	ck_assert(!copies_are_one("local n = 0 return function() n = n + 1 return n end"));
	ck_assert_int_eq(called(-1), 1);
	ck_assert_int_eq(called(-1), 2);
	ck_assert_int_eq(called(-2), 1);
}
END_TEST

START_TEST(function_within_a_function_that_writes_counts_as_writing)
{
	ck_assert(!copies_are_one("local n = 0 return function() local function add() n = n + 1 return n end return add() end"));
	ck_assert_int_eq(called(-1), 1);
	ck_assert_int_eq(called(-2), 1);
}
END_TEST

START_TEST(captured_table_is_copied_for_each)
{
	ck_assert(!copies_are_one("local t = {0} return function() t[1] = t[1] + 1 return t[1] end"));
	ck_assert_int_eq(called(-1), 1);
	ck_assert_int_eq(called(-2), 1);
}
END_TEST

START_TEST(other_values_make_another_copy)
{
	const char *chunk = "local all = {} for i = 1, 2 do all[i] = function() return i end end return all";
	push(chunk);
	lua_rawgeti(L, -1, 1);
	lua_rawgeti(L, -2, 2);
	int second = lua_gettop(L);
	copies_push(L, second - 1, second - 1, "a task");
	copies_push(L, second, second, "a task");
	ck_assert_int_eq(called(-2), 1);
	ck_assert_int_eq(called(-1), 2);
}
END_TEST

START_TEST(copy_keeps_the_value_it_was_made_with)
{
	push("local n = 1 return {function() return n end, function() n = n + 1 end}");
	lua_rawgeti(L, -1, 1);
	int reader = lua_gettop(L);
	copies_push(L, reader, reader, "a task");
	lua_rawgeti(L, 1, 2);
	ck_assert_int_eq(lua_pcall(L, 0, 0, 0), LUA_OK);
	copies_push(L, reader, reader, "a task");
	ck_assert_int_eq(called(-2), 1);
	ck_assert_int_eq(called(-1), 2);
}
END_TEST

START_TEST(arguments_go_along_and_tables_among_them_are_copies)
{
	push("local n = 3 return function() return n end");
	lua_pushinteger(L, 7);
	lua_newtable(L);
	copies_push(L, 1, 3, "a task");
	ck_assert_int_eq(lua_gettop(L), 6);
	ck_assert_int_eq(lua_tointeger(L, 5), 7);
	ck_assert(lua_istable(L, 6));
	ck_assert_ptr_ne(lua_topointer(L, 6), lua_topointer(L, 3));
}
END_TEST

START_TEST(code_that_is_in_every_corner_is_understood)
{
	push("local a, b = 1, 'x' return function(x, ...) local c = {...} for k = 1, 3 do c[k] = {k, b, 1.5, nil, true} end "
	     "return function() return c, a, x, 'a text that is longer than forty bytes, to be sure of it' end end");
	ck_assert(!bytecode_writes_captured(L, -1));
	push("local a = 1 return function() return function() return function() a = 2 end end end");
	ck_assert(bytecode_writes_captured(L, -1));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("copies");
	TCase *tests = tcase_create("copies");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, function_that_only_reads_what_it_captured_is_copied_once);
	tcase_add_test(tests, functions_made_anew_with_the_same_values_share_a_copy);
	tcase_add_test(tests, function_that_writes_what_it_captured_gets_a_copy_each);
	tcase_add_test(tests, function_within_a_function_that_writes_counts_as_writing);
	tcase_add_test(tests, captured_table_is_copied_for_each);
	tcase_add_test(tests, other_values_make_another_copy);
	tcase_add_test(tests, copy_keeps_the_value_it_was_made_with);
	tcase_add_test(tests, arguments_go_along_and_tables_among_them_are_copies);
	tcase_add_test(tests, code_that_is_in_every_corner_is_understood);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
