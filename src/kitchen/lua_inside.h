/* lua_inside.h - what Lua's API has no word for: where exactly a function stands, and what a closure shares.
 *
 * The layouts are those of Lua 5.4 (lstate.h, lobject.h and lfunc.h of its sources), which no header promises. So they are tried out on small functions of known shape
 * before anything relies on them, and whoever asks must do without when they are not as expected. */
#ifndef LUNCHRUSH_KITCHEN_LUA_INSIDE_H
#define LUNCHRUSH_KITCHEN_LUA_INSIDE_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INSIDE_VALUE_BYTES 16 /* of a place on Lua's stack */

/* A call that is under way: what lua_Debug has as i_ci. */
struct inside_call {
	char *func; /* its function's place on the stack; its registers follow */
	char *top;
	struct inside_call *previous, *next;
	union {
		struct {
			const uint32_t *next_code; /* the instruction after the one at which it stands */
			int trap;
			int more; /* arguments beyond those that have names */
		} lua;
		struct {
			lua_KFunction then; /* how it goes on */
			ptrdiff_t handler;
			lua_KContext context;
		} c;
	} u;
	int u2;
	short results;
	unsigned short status;
};

/* What a function's code is, the same for all its closures. */
struct inside_proto {
	void *head;
	uint8_t type, marked, named, more, registers;
	int captured_count, constant_count, code_count, line_count, proto_count, local_count, far_line_count, first_line, last_line;
	void *constants;
	const uint32_t *code;
	struct inside_proto **protos; /* of the functions written within it */
	const struct inside_captured {
		void *name;
		uint8_t on_stack, index, kind;
	} *captured;
};

/* Whether all is as expected here. Leaves L's stack as it was; may raise a Lua memory error. */
bool inside_check(lua_State *L);

static inline struct inside_call *inside_call(const lua_Debug *frame)
{
	return (struct inside_call *)frame->i_ci;
}

/* The code of a Lua closure, which lua_topointer gives. */
static inline struct inside_proto *inside_proto(const void *closure)
{
	return *(struct inside_proto **)((const char *)closure + 24);
}

/* The place on a stack that a captured local (lua_upvalueid, of a Lua closure) still lies at; NULL when it has one of its own. */
static inline const char *inside_open(const void *captured)
{
	const char *value = *(const char *const *)((const char *)captured + 16);
	return value == (const char *)captured + 24 ? NULL : value;
}

/* How a table is laid out, which decides what # says of one with holes. */
static inline uint64_t inside_shape(const void *table)
{
	const unsigned char *at = table;
	return (uint64_t)(at[10] & 0x80) << 32 | (uint64_t)at[11] << 32 | *(const uint32_t *)(at + 12);
}

#endif
