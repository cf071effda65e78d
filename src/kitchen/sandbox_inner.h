/* sandbox_inner.h - what the files of the sandbox share with one another and with nobody else. */
#ifndef LUNCHRUSH_KITCHEN_SANDBOX_INNER_H
#define LUNCHRUSH_KITCHEN_SANDBOX_INNER_H

#include "kitchen/sandbox.h"

#include <lauxlib.h>

/* What is kept beside a Lua state; it is the allocator's user data, so every thread of the state finds it. */
struct sandbox {
	struct memory_cap *cap; /* not owned */
	lua_State *main;        /* NULL until the state is made */
	lua_State *running;     /* the coroutine that runs now, main when none does */
	lua_Hook hook;          /* called soon after the soft cap was passed; NULL: nobody wants to know */
	ptrdiff_t unsettled;    /* bytes taken (or given back) that cap->used_bytes does not know of yet */
	size_t bytes;           /* that this state holds */
	int memory_line;        /* line that ran when memory was last asked back or refused; 0 unknown */
	int budget;             /* so many thousands of instructions more; 0: as many as it likes */
	enum sandbox_stop asked;
	enum sandbox_stop raised; /* the interrupt that is on its way out; it never turns back, see sandbox_raise */
	bool refused;           /* an allocation was refused at least once */
	bool named;             /* the table of builtins' names has been filled */
};

struct sandbox *sandbox_of(lua_State *L);

/* Their addresses are the registry's keys of two tables: the builtins, and their names by value. */
extern const char sandbox_builtins, sandbox_names;

/* The allocator, and the moment when the cap learns what it did. */
void *memory_allocate(void *box, void *bytes, size_t old, size_t size);
void memory_settle(struct sandbox *box);


/* Words of the recipe; each is documented where it is written. */
int sandbox_tostring(lua_State *L);
int sandbox_pairs(lua_State *L);
int sandbox_next(lua_State *L);
int sandbox_pcall(lua_State *L);
int sandbox_xpcall(lua_State *L);
int sandbox_setmetatable(lua_State *L);
int sandbox_getmetatable(lua_State *L);

/* Change the library on top of the stack: take out what reaches outside, put bounds on what could run for ever. */
void sandbox_string_mend(lua_State *L);
void sandbox_table_mend(lua_State *L);

/* Put `checked` in place of the library's function `name`, with the original as its upvalue 1; the library is on top. */
void sandbox_wrap(lua_State *L, const char *name, lua_CFunction checked);
/* Go on with the original of a wrapped function, in the same frame and with the same arguments. */
int sandbox_original(lua_State *L);

#endif
