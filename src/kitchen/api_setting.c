/* api_setting.c - param(name, default, {…}) and recipe{…}.
 *
 * What a person set (--set, or in the screen) is checked against what the recipe declares here, where the recipe's line is known. The declared
 * setting goes to the stream as a P frame; its value lies in the arena, so that a live change reaches the recipe at its
 * next param(name). recipe{} was read before the run (kitchen.h); running it again only checks that it comes first, and takes the name of the setting
 * that says whether orders are retried. */
#include "kitchen/api.h"

#include "kitchen/probe.h"
#include "kitchen/texts.h"
#include "trace/launch.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct launch *launch;
static char retry_by[64]; /* the setting that says whether an order in the hands of a killed worker is retried; "" none */

void api_settings_launch(const struct launch *given)
{
	launch = given;
}

static const char *launched(const char *name)
{
	for (size_t i = 0; launch && i < launch->setting_count; i++)
		if (strcmp(launch->settings[i].name, name) == 0)
			return launch->settings[i].value;
	return NULL;
}

int api_settings_unknown(struct error *error)
{
	if (*retry_by && !arena_setting_named(texts_of(retry_by)))
		return error_set(error, "%s: recipe{} says retry = \"%s\", and no param() declares a setting of that name", launch->file, retry_by);
	for (size_t i = 0; i < launch->setting_count; i++) {
		uint32_t name = texts_of(launch->settings[i].name);
		if (!arena_setting_named(name))
			return arena->misuse = true, error_set(error, "%s has no setting '%s': see its param() lines for those it has", launch->file, launch->settings[i].name);
	}
	return 0;
}

/* The person's mistake, not the recipe's: raise, and let the report say so. */
static void misuse(lua_State *L, const char *format, ...)
{
	va_list args;
	arena->misuse = true;
	luaL_where(L, 1);
	va_start(args, format);
	lua_pushvfstring(L, format, args);
	va_end(args);
	lua_concat(L, 2);
	lua_error(L);
}

/* Push the person's text as the kind of value that the default at index 2 is; raises when it is none. */
static void push_typed(lua_State *L, const char *name, const char *text)
{
	int kind = lua_type(L, 2);
	if (kind == LUA_TSTRING) {
		lua_pushstring(L, text);
	} else if (kind == LUA_TBOOLEAN) {
		bool yes = !strcmp(text, "true") || !strcmp(text, "yes") || !strcmp(text, "on") || !strcmp(text, "1");
		bool no = !strcmp(text, "false") || !strcmp(text, "no") || !strcmp(text, "off") || !strcmp(text, "0");
		if (!yes && !no)
			misuse(L, "the setting %s is true or false, not '%s'", name, text);
		lua_pushboolean(L, yes);
	} else if (lua_stringtonumber(L, text) == 0) {
		misuse(L, "the setting %s is a number, not '%s'", name, text);
	} else if (lua_isinteger(L, 2) && !lua_isinteger(L, -1)) {
		lua_Number n = lua_tonumber(L, -1);
		if (n == floor(n) && fabs(n) < 1e15) {
			lua_pop(L, 1);
			lua_pushinteger(L, (lua_Integer)n);
		}
	}
}

static bool bound_option(lua_State *L, const char *name, double *value)
{
	api_option(L, 3, name);
	bool given = lua_type(L, -1) == LUA_TNUMBER;
	if (!given && !lua_isnil(L, -1))
		luaL_error(L, "param: %s is a number", name);
	*value = given ? lua_tonumber(L, -1) : (strcmp(name, "min") == 0 ? -INFINITY : INFINITY);
	lua_pop(L, 1);
	return given;
}

/* Raise unless the value on top is among choices, when there are any. */
static void check_choices(lua_State *L, const char *name)
{
	luaL_Buffer all;
	int value = lua_gettop(L);
	api_option(L, 3, "choices");
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		return;
	}
	luaL_checktype(L, -1, LUA_TTABLE);
	int choices = lua_gettop(L);
	lua_Integer n = (lua_Integer)lua_rawlen(L, choices);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, choices, i);
		bool same = lua_rawequal(L, -1, value);
		lua_pop(L, 1);
		if (same) {
			lua_settop(L, value);
			return;
		}
	}
	luaL_buffinit(L, &all);
	for (lua_Integer i = 1; i <= n; i++) {
		if (i > 1)
			luaL_addstring(&all, ", ");
		lua_rawgeti(L, choices, i);
		luaL_addvalue(&all);
	}
	luaL_pushresult(&all);
	const char *known = lua_tostring(L, -1), *given = luaL_tolstring(L, value, NULL);
	misuse(L, "the setting %s is one of %s; '%s' is none of them", name, known, given);
}

static void check_bounds(lua_State *L, const char *name, double min, double max)
{
	if (lua_type(L, -1) != LUA_TNUMBER)
		return;
	double n = lua_tonumber(L, -1);
	if (n < min || n > max || n != n) {
		const char *given = api_given(L, -1);
		if (isfinite(min) && isfinite(max))
			misuse(L, "the setting %s lies between %s and %s; %s does not", name, api_number_text(L, min), api_number_text(L, max), given);
		misuse(L, "the setting %s is at %s %s; %s is not", name, isfinite(min) ? "least" : "most", api_number_text(L, isfinite(min) ? min : max), given);
	}
}

/* The value at `index` as JSON; nil is null. */
static json_t *json_of(lua_State *L, int index)
{
	switch (lua_type(L, index)) {
	case LUA_TBOOLEAN: return json_boolean(lua_toboolean(L, index));
	case LUA_TNUMBER: return lua_isinteger(L, index) ? json_integer(lua_tointeger(L, index)) : json_real(lua_tonumber(L, index));
	case LUA_TSTRING: return json_string(lua_tostring(L, index));
	default: return json_null();
	}
}

static json_t *json_choices(lua_State *L)
{
	json_t *list = json_array();
	api_option(L, 3, "choices");
	for (lua_Integer i = 1; lua_type(L, -1) == LUA_TTABLE && i <= (lua_Integer)lua_rawlen(L, -1); i++) {
		lua_rawgeti(L, -1, i);
		json_array_append_new(list, json_of(L, -1));
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
	return list;
}

/* The P frame. The value is on top, the default at 2, options at 3. */
static void post(lua_State *L, const char *name, const struct arena_setting *setting)
{
	json_t *frame = json_object();
	json_object_set_new(frame, "name", json_string(name));
	json_object_set_new(frame, "value", json_of(L, lua_gettop(L)));
	json_object_set_new(frame, "default", json_of(L, 2));
	if (isfinite(setting->min))
		json_object_set_new(frame, "min", json_real(setting->min));
	if (isfinite(setting->max))
		json_object_set_new(frame, "max", json_real(setting->max));
	json_t *choices = json_choices(L);
	if (json_array_size(choices))
		json_object_set(frame, "choices", choices);
	json_decref(choices);
	api_option(L, 3, "help");
	if (lua_type(L, -1) == LUA_TSTRING)
		json_object_set_new(frame, "help", json_string(lua_tostring(L, -1)));
	lua_pop(L, 1);
	json_object_set_new(frame, "live", json_boolean(setting->live));
	char *text = json_dumps(frame, JSON_COMPACT | JSON_REAL_PRECISION(12));
	if (text)
		arena_post('P', text, strlen(text));
	free(text);
	json_decref(frame);
}

/* Put the value on top into the arena under that name. */
static void declare(lua_State *L, uint32_t name, struct arena_setting *made)
{
	uint64_t bits;
	uint32_t count = atomic_load_explicit(&arena->setting_count, memory_order_relaxed);
	if (!api_word(L, -1, &bits))
		luaL_error(L, "a setting is a number, a boolean or a short text");
	if (count == ARENA_SETTINGS)
		luaL_error(L, "too many settings: at most %d", (int)ARENA_SETTINGS);
	made->name = name;
	made->value = bits;
	arena->settings[count] = *made;
	atomic_store_explicit(&arena->setting_count, count + 1, memory_order_release);
	probe(task_of(L)->worker, KIND_PARAM, 0, 0, name, bits);
}

static int word_param(lua_State *L)
{
	static const char *const options[] = { "min", "max", "choices", "help", "live", NULL };
	uint32_t name = api_name(L, 1, "the name of a setting");
	struct arena_setting *known = arena_setting_named(name), made = { 0 };
	if (known) {
		api_push_word(L, atomic_load_explicit(&known->value, memory_order_relaxed));
		return 1;
	}
	if (lua_isnoneornil(L, 2))
		return luaL_error(L, "param(name) alone reads a setting that was declared before: param(name, default)");
	lua_settop(L, 3);
	api_options_check(L, 3, "param", options);
	api_option(L, 3, "live");
	made.live = lua_toboolean(L, -1);
	made.number = lua_type(L, 2) == LUA_TNUMBER;
	made.boolean = lua_type(L, 2) == LUA_TBOOLEAN;
	bound_option(L, "min", &made.min);
	bound_option(L, "max", &made.max);
	const char *text = launched(lua_tostring(L, 1));
	if (text)
		push_typed(L, lua_tostring(L, 1), text);
	else
		lua_pushvalue(L, 2);
	check_bounds(L, lua_tostring(L, 1), made.min, made.max);
	check_choices(L, lua_tostring(L, 1));
	if (strcmp(lua_tostring(L, 1), retry_by) == 0) {
		if (!made.boolean)
			return luaL_error(L, "recipe{} asks the setting %s whether orders are retried, so it is true or false", retry_by);
		arena->retry = lua_toboolean(L, -1);
	}
	declare(L, name, &made);
	post(L, lua_tostring(L, 1), &made);
	return 1;
}

/* The card was read before; here it only has to be first. */
static int word_recipe(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	if (atomic_load(&arena->object_count) > 1 || atomic_load(&arena->setting_count) > 0 || atomic_load(&arena->alive) > 1)
		return luaL_error(L, "recipe{…} says how the recipe likes to run: it must be its first word");
	if (lua_getfield(L, 1, "retry") == LUA_TSTRING)
		snprintf(retry_by, sizeof retry_by, "%s", lua_tostring(L, -1));
	return 0;
}

void api_open_setting(lua_State *L)
{
	static const luaL_Reg words[] = { { "param", word_param }, { "recipe", word_recipe }, { NULL, NULL } };
	luaL_setfuncs(L, words, 0);
}
