/* json_value.c - see json_value.h. jansson reads and writes; here its tree is turned into Lua's and back.
 *
 * A small text can mean much memory ("[[],[],[],…"), and jansson asks nobody for it: so the values are counted before it is let loose on the text. Its tree
 * must be freed even when Lua has no memory left for its own, so that is built in a protected call. */
#include "kitchen/json_value.h"

#include "trace/text.h"

#include <jansson.h>
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

#define BEGIN_BYTES 80 /* of a text that is no JSON: often it says itself what it is */

/* Values in the text, or a few more: one before each comma and behind each bracket. */
static size_t count_values(const char *text, size_t length)
{
	size_t count = 1;
	bool inside = false;
	for (size_t i = 0; i < length; i++) {
		if (inside && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			inside = !inside;
		else if (!inside && (text[i] == ',' || text[i] == '[' || text[i] == '{'))
			count++;
	}
	return count;
}

static void push(lua_State *L, const json_t *value);

static void push_array(lua_State *L, const json_t *array)
{
	size_t count = json_array_size(array);
	lua_createtable(L, (int)count, 0);
	for (size_t i = 0; i < count; i++) {
		push(L, json_array_get(array, i));
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static void push_object(lua_State *L, json_t *object)
{
	const char *key;
	json_t *value;
	lua_createtable(L, 0, (int)json_object_size(object));
	json_object_foreach(object, key, value) {
		lua_pushstring(L, key);
		push(L, value);
		lua_rawset(L, -3);
	}
}

static void push(lua_State *L, const json_t *value)
{
	luaL_checkstack(L, 3, "the JSON");
	switch (json_typeof(value)) {
	case JSON_OBJECT: push_object(L, (json_t *)value); break;
	case JSON_ARRAY: push_array(L, value); break;
	case JSON_STRING: lua_pushlstring(L, json_string_value(value), json_string_length(value)); break;
	case JSON_INTEGER: lua_pushinteger(L, json_integer_value(value)); break;
	case JSON_REAL: lua_pushnumber(L, json_real_value(value)); break;
	case JSON_TRUE: lua_pushboolean(L, 1); break;
	case JSON_FALSE: lua_pushboolean(L, 0); break;
	default: lua_pushnil(L);
	}
}

static int push_protected(lua_State *L)
{
	push(L, lua_touserdata(L, 1));
	return 1;
}

/* Arrays and objects inside one another; looks no deeper than one past what may be. */
static int depth_of(json_t *value, int above)
{
	int deepest = above + (json_is_array(value) || json_is_object(value));
	const char *key;
	json_t *inner;
	size_t i;
	if (deepest == above || deepest > JSON_VALUE_DEPTH)
		return deepest;
	int here = deepest;
	json_array_foreach(value, i, inner) {
		int depth = depth_of(inner, here);
		deepest = depth > deepest ? depth : deepest;
	}
	json_object_foreach(value, key, inner) {
		int depth = depth_of(inner, here);
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest;
}

/* The tree of the text; NULL with words. */
static json_t *read_text(const char *text, size_t length, struct error *error)
{
	char words[sizeof ((json_error_t *)0)->text], begin[BEGIN_BYTES + 1];
	json_error_t why;
	if (length > JSON_VALUE_BYTES) {
		error_set(error, "%zu bytes are too much JSON: at most %u MB", length, JSON_VALUE_BYTES >> 20);
		return NULL;
	}
	if (count_values(text, length) > JSON_VALUE_COUNT) {
		error_set(error, "the JSON has too many values: at most %u", JSON_VALUE_COUNT);
		return NULL;
	}
	json_t *tree = json_loadb(text, length, JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
	if (!tree) {
		text_clean(words, sizeof words, why.text, strlen(why.text));
		text_clean(begin, sizeof begin, text, length);
		error_set(error, "this is no JSON: line %d, column %d of \"%s%s\": %s", why.line, why.column, begin, length > strlen(begin) ? "…" : "", words);
	} else if (depth_of(tree, 0) > JSON_VALUE_DEPTH) {
		json_decref(tree);
		tree = NULL;
		error_set(error, "the JSON has arrays and objects too deep inside one another: at most %d", JSON_VALUE_DEPTH);
	}
	return tree;
}

int json_value_push(lua_State *L, const char *text, size_t length, struct error *error)
{
	json_t *tree = read_text(text, length, error);
	if (!tree)
		return -1;
	lua_pushcfunction(L, push_protected);
	lua_pushlightuserdata(L, tree);
	int status = lua_pcall(L, 1, 1, 0);
	json_decref(tree);
	if (status != LUA_OK)
		lua_error(L);
	return 0;
}

/* ---- writing ---- */

#define VALUE_COST 8u /* bytes that a value takes in the text, at least and about */

struct writing {
	lua_State *L;
	struct error *error;
	size_t bytes, count; /* written so far */
	int depth;
};

static json_t *refuse(const struct writing *w, const char *what)
{
	error_set(w->error, "%s cannot be written as JSON", what);
	return NULL;
}

/* Whether there is room for one more value of so many bytes. */
static bool room(struct writing *w, size_t bytes)
{
	w->bytes += bytes + VALUE_COST;
	if (++w->count <= JSON_VALUE_COUNT && w->bytes <= JSON_VALUE_BYTES)
		return true;
	error_set(w->error, "this is too much for one JSON text: at most %u values and %u MB", JSON_VALUE_COUNT, JSON_VALUE_BYTES >> 20);
	return false;
}

static json_t *take(struct writing *w, int index);

/* How many elements an array has; -1: it is none. */
static lua_Integer array_length(lua_State *L, int index)
{
	lua_Integer count = 0, length = (lua_Integer)lua_rawlen(L, index);
	for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1), count++)
		if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 || lua_tointeger(L, -2) > length) {
			lua_pop(L, 2);
			return -1;
		}
	return count == length ? length : -1;
}

static json_t *take_array(struct writing *w, int index, lua_Integer length)
{
	json_t *array = json_array();
	for (lua_Integer i = 1; i <= length; i++) {
		lua_rawgeti(w->L, index, i);
		json_t *value = take(w, lua_gettop(w->L));
		lua_pop(w->L, 1);
		if (!value || json_array_append_new(array, value) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *take_object(struct writing *w, int index)
{
	lua_State *L = w->L;
	json_t *object = json_object();
	for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
		size_t length = 0;
		const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &length) : NULL;
		json_t *value = NULL;
		if (!key)
			refuse(w, "a table whose keys are neither 1 to n nor all strings");
		else if (strlen(key) != length)
			refuse(w, "a key with a NUL byte in it");
		else if (room(w, length))
			value = take(w, lua_gettop(L));
		if (value && json_object_set_new(object, key, value) == 0)
			continue;
		if (value)
			refuse(w, "a key that is no UTF-8");
		lua_pop(L, 2);
		json_decref(object);
		return NULL;
	}
	return object;
}

static json_t *take_table(struct writing *w, int index)
{
	if (w->depth == JSON_VALUE_DEPTH || !lua_checkstack(w->L, 4)) {
		error_set(w->error, "tables too deep inside one another cannot be written as JSON: at most %d", JSON_VALUE_DEPTH);
		return NULL;
	}
	lua_Integer length = array_length(w->L, index);
	w->depth++;
	json_t *table = length > 0 ? take_array(w, index, length) : take_object(w, index);
	w->depth--;
	return table;
}

static json_t *take_text(struct writing *w, int index)
{
	size_t length;
	const char *text = lua_tolstring(w->L, index, &length);
	if (!room(w, length))
		return NULL;
	json_t *value = json_stringn(text, length);
	return value ? value : refuse(w, "a string that is no UTF-8");
}

static json_t *take_number(struct writing *w, int index)
{
	if (lua_isinteger(w->L, index))
		return json_integer(lua_tointeger(w->L, index));
	if (!isfinite(lua_tonumber(w->L, index)))
		return refuse(w, "a number that is infinite or none");
	return json_real(lua_tonumber(w->L, index));
}

static json_t *take(struct writing *w, int index)
{
	char what[64];
	int type = lua_type(w->L, index);
	if (type != LUA_TSTRING && !room(w, 0))
		return NULL;
	switch (type) {
	case LUA_TNIL: return json_null();
	case LUA_TBOOLEAN: return json_boolean(lua_toboolean(w->L, index));
	case LUA_TNUMBER: return take_number(w, index);
	case LUA_TSTRING: return take_text(w, index);
	case LUA_TTABLE: return take_table(w, index);
	case LUA_TUSERDATA: return refuse(w, "a kitchen object");
	default:
		strcpy(what, "a ");
		strcat(what, lua_typename(w->L, type));
		return refuse(w, what);
	}
}

char *json_value_text(lua_State *L, int index, size_t *length, struct error *error)
{
	struct writing writing = { .L = L, .error = error };
	*error = (struct error){ 0 };
	json_t *tree = take(&writing, lua_absindex(L, index));
	char *text = tree ? json_dumps(tree, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS) : NULL;
	json_decref(tree);
	*length = text ? strlen(text) : 0;
	if (!text && !*error->text)
		error_set(error, "no memory is left for the JSON text");
	if (text && *length > JSON_VALUE_BYTES) {
		free(text);
		error_set(error, "this is too much for one JSON text: at most %u MB", JSON_VALUE_BYTES >> 20);
		return NULL;
	}
	return text;
}
