/* json_value.h - between Lua values and JSON text.
 *
 * An array is a table with the keys 1 to n, an object one with string keys; an empty table is written as an object. null is nil: an object has no such
 * key then, an array no such element. Numbers without a fraction are whole numbers. What comes in is from strangers: at most JSON_VALUE_BYTES,
 * JSON_VALUE_DEPTH arrays and objects inside one another, JSON_VALUE_COUNT values; the same holds for what goes out. */
#ifndef LUNCHRUSH_KITCHEN_JSON_VALUE_H
#define LUNCHRUSH_KITCHEN_JSON_VALUE_H

#include "trace/error.h"

#include <lua.h>
#include <stddef.h>

#define JSON_VALUE_BYTES (64u << 20)
#define JSON_VALUE_DEPTH 64
#define JSON_VALUE_COUNT 1000000u

/* Push the value that the text means. -1 with words, and nothing pushed, when it is no JSON: what is wrong, at which line and column of it. Raises Lua's
 * own error when the recipe's memory is out. */
int json_value_push(lua_State *L, const char *text, size_t length, struct error *error);

/* The value at `index` as JSON text on one line, keys in sorted order, NUL-ended and `*length` bytes long; free() it. NULL with words when it cannot be
 * written: "a function cannot be written as JSON". Raises nothing. */
char *json_value_text(lua_State *L, int index, size_t *length, struct error *error);

#endif
