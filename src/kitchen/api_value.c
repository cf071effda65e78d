/* api_value.c - between Lua values and words, cargo and things. */
#include "kitchen/api.h"

#include "kitchen/texts.h"

#include <string.h>

bool api_word(lua_State *L, int index, uint64_t *bits)
{
	size_t length;
	const char *text;
	switch (lua_type(L, index)) {
	case LUA_TNIL:
		*bits = word_nil();
		return true;
	case LUA_TBOOLEAN:
		*bits = word_boolean(lua_toboolean(L, index));
		return true;
	case LUA_TNUMBER:
		if (!lua_isinteger(L, index)) {
			*bits = word_number(lua_tonumber(L, index));
			return true;
		}
		if (lua_tointeger(L, index) > WORD_INTEGER_MAX || lua_tointeger(L, index) < WORD_INTEGER_MIN)
			luaL_error(L, "%s is too large a whole number to be shared: at most 48 bits", lua_tostring(L, index));
		*bits = word_integer(lua_tointeger(L, index));
		return true;
	case LUA_TSTRING:
		text = lua_tolstring(L, index, &length);
		*bits = word_text(length <= API_TEXT_MAX ? texts_intern(text, length) : 0);
		return length <= API_TEXT_MAX && strlen(text) == length && strcmp(texts_get(word_as_text(*bits), NULL), text) == 0;
	default:
		return false;
	}
}

uint64_t api_held_word(lua_State *L, int index, const char *holds)
{
	uint64_t bits;
	if (lua_type(L, index) == LUA_TSTRING && lua_rawlen(L, index) > API_TEXT_MAX)
		luaL_error(L, "%s and texts of up to %d bytes, and this one has %d", holds, (int)API_TEXT_MAX, (int)lua_rawlen(L, index));
	if (!api_word(L, index, &bits))
		luaL_error(L, "%s and texts of up to %d bytes, not %s", holds, (int)API_TEXT_MAX,
			   lua_type(L, index) == LUA_TSTRING ? "one with characters that nobody sees" : luaL_typename(L, index));
	return bits;
}

void api_push_word(lua_State *L, uint64_t bits)
{
	size_t length;
	const char *text;
	switch (word_type(bits)) {
	case WORD_BOOLEAN: lua_pushboolean(L, word_as_boolean(bits)); break;
	case WORD_INTEGER: lua_pushinteger(L, word_as_integer(bits)); break;
	case WORD_NUMBER: lua_pushnumber(L, word_as_number(bits)); break;
	case WORD_TEXT:
		text = texts_get(word_as_text(bits), &length);
		lua_pushlstring(L, text, length);
		break;
	default: lua_pushnil(L);
	}
}

/* The number that a table calls its own: its field number or id. */
static uint32_t table_thing(lua_State *L, int index)
{
	static const char *const fields[] = { "number", "id", NULL };
	index = lua_absindex(L, index);
	for (int i = 0; fields[i]; i++) {
		lua_pushstring(L, fields[i]);
		lua_rawget(L, index);
		uint32_t thing = lua_isinteger(L, -1) ? thing_number(lua_tointeger(L, -1)) : 0;
		lua_pop(L, 1);
		if (thing)
			return thing;
	}
	return thing_serial(atomic_fetch_add_explicit(&arena->serial, 1, memory_order_relaxed) + 1);
}

static uint32_t word_thing(uint64_t bits)
{
	switch (word_type(bits)) {
	case WORD_INTEGER: return thing_number(word_as_integer(bits));
	case WORD_TEXT: return thing_text(word_as_text(bits));
	default: return 0;
	}
}

uint32_t api_thing(lua_State *L, int index)
{
	uint64_t bits;
	if (lua_type(L, index) == LUA_TTABLE)
		return table_thing(L, index);
	return api_word(L, index, &bits) ? word_thing(bits) : 0;
}

struct cargo api_cargo(lua_State *L, int index, const char *what)
{
	struct cargo cargo = { .value = word_other(0) };
	index = lua_absindex(L, index);
	if (lua_type(L, index) != LUA_TNIL && api_word(L, index, &cargo.value)) {
		cargo.thing = word_thing(cargo.value);
		return cargo;
	}
	if (lua_isnoneornil(L, index))
		luaL_error(L, "%s cannot be nil", what);
	cargo.value = word_other(0);
	cargo.packed = packed_make(L, index, index, what);
	cargo.thing = lua_type(L, index) == LUA_TTABLE ? table_thing(L, index) : thing_serial(atomic_fetch_add(&arena->serial, 1) + 1);
	return cargo;
}

void api_push_cargo(lua_State *L, struct cargo *cargo)
{
	if (!cargo->packed.bytes) {
		api_push_word(L, cargo->value);
		return;
	}
	packed_push(L, cargo->packed);
	packed_free(&cargo->packed);
}
