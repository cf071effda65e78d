/* test_json_value.c - Lua values as JSON text and back: what is written, what is refused in words, and that nothing is left on the stack. */
#include "kitchen/json_value.h"
#include "suite.h"

#include <lauxlib.h>
#include <string.h>

static lua_State *L;

static void open_lua(void)
{
	L = luaL_newstate();
}

static void close_lua(void)
{
	lua_close(L);
}

/* What the Lua expression is as JSON; the words when it cannot be written. */
static const char *written(const char *expression)
{
	static char to[1000];
	struct error error;
	size_t length;
	lua_settop(L, 0);
	lua_pushfstring(L, "return %s", expression);
	ck_assert_int_eq(luaL_dostring(L, lua_tostring(L, 1)), LUA_OK);
	char *words = json_value_text(L, -1, &length, &error);
	ck_assert_int_eq(lua_gettop(L), 2);
	ck_assert(words == NULL || strlen(words) == length);
	snprintf(to, sizeof to, "%.900s", words ? words : error.text);
	free(words);
	return to;
}

START_TEST(values_are_written_with_their_keys_in_order)
{
	ck_assert_str_eq(written("{ b = 1, a = { 1, 2.5, 'x', true }, c = {} }"), "{\"a\":[1,2.5,\"x\",true],\"b\":1,\"c\":{}}");
	ck_assert_str_eq(written("nil"), "null");
	ck_assert_str_eq(written("'caf\\u{e9}\\n'"), "\"caf\xc3\xa9\\n\"");
	ck_assert_str_eq(written("9007199254740993"), "9007199254740993");
}
END_TEST

START_TEST(what_json_has_no_form_for_is_refused_in_words)
{
	ck_assert_str_eq(written("{ f = print or (function() end) }"), "a function cannot be written as JSON");
	ck_assert_str_eq(written("{ 1, a = 2 }"), "a table whose keys are neither 1 to n nor all strings cannot be written as JSON");
	ck_assert_str_eq(written("{ [1] = 1, [3] = 3 }"), "a table whose keys are neither 1 to n nor all strings cannot be written as JSON");
	ck_assert_str_eq(written("1/0"), "a number that is infinite or none cannot be written as JSON");
	ck_assert_str_eq(written("'\\xff'"), "a string that is no UTF-8 cannot be written as JSON");
	ck_assert_str_eq(written("{ ['\\xff'] = 1 }"), "a key that is no UTF-8 cannot be written as JSON");
	ck_assert_str_eq(written("(function() local t = {} t[1] = t return t end)()"), "tables too deep inside one another cannot be written as JSON: at most 64");
}
END_TEST

/* Sixty tables in which each holds the next twice would be written as 2^60 values. */
START_TEST(a_small_value_with_a_huge_text_is_refused)
{
	ck_assert_str_eq(written("(function() local t = { 1 } for _ = 1, 60 do t = { t, t } end return t end)()"),
		"this is too much for one JSON text: at most 1000000 values and 64 MB");
}
END_TEST

START_TEST(what_was_written_is_read_back)
{
	struct error error;
	const char *json = written("{ list = { 1, 'two', 3.5 }, yes = true, empty = '' }");
	lua_settop(L, 0);
	ck_assert_int_eq(json_value_push(L, json, strlen(json), &error), 0);
	ck_assert_int_eq(lua_gettop(L), 1);
	lua_setglobal(L, "back");
	ck_assert_int_eq(luaL_dostring(L, "return back.list[1] == 1 and back.list[2] == 'two' and back.list[3] == 3.5 and back.yes and back.empty == ''"), LUA_OK);
	ck_assert(lua_toboolean(L, -1));
}
END_TEST

START_TEST(text_that_is_no_json_leaves_nothing_and_says_where)
{
	struct error error;
	static const char *const texts[] = { "", "{", "[1,]", "nul", "{\"a\":1}x", "\"\\ud800\"", "1e999" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		ck_assert_int_eq(json_value_push(L, texts[i], strlen(texts[i]), &error), -1);
		ck_assert_int_eq(lua_gettop(L), 0);
		ck_assert_msg(strncmp(error.text, "this is no JSON: line 1, column ", 32) == 0, "%s", error.text);
	}
}
END_TEST

static Suite *json_value_suite(void)
{
	Suite *suite = suite_create("json_value");
	TCase *all = tcase_create("values");
	tcase_add_checked_fixture(all, open_lua, close_lua);
	tcase_add_test(all, values_are_written_with_their_keys_in_order);
	tcase_add_test(all, what_json_has_no_form_for_is_refused_in_words);
	tcase_add_test(all, a_small_value_with_a_huge_text_is_refused);
	tcase_add_test(all, what_was_written_is_read_back);
	tcase_add_test(all, text_that_is_no_json_leaves_nothing_and_says_where);
	suite_add_tcase(suite, all);
	return suite;
}

int main(void)
{
	return run_suite(json_value_suite());
}
