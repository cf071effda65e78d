/* sandbox.h - the part of Lua that a recipe gets: nothing that reaches outside, nothing that differs from run to run.
 *
 * Kept: assert error ipairs next pairs pcall xpcall select tonumber tostring type setmetatable getmetatable _VERSION, and string,
 * table, math, utf8 without what follows. Absent: io os debug package require load loadstring loadfile dofile collectgarbage coroutine raw*
 * string.dump, math.random(seed) (random() is the kitchen's), __gc. `pairs` and `next` go in sorted order (booleans, numbers, strings; other keys are
 * an error). No address is ever printed: tostring of a table is "table", string.format refuses %p. pcall and xpcall let an interrupt through (see
 * sandbox_interrupted). setmetatable refuses __gc and __mode, and getmetatable of a string or kitchen object gives nothing.
 * string.rep and table.concat are bounded by the memory cap; string patterns that run away are ended by sandbox's interrupt too where Lua allows.
 *
 * Process-private; each state is used by one thread at a time. */
#ifndef LUNCHRUSH_KITCHEN_SANDBOX_H
#define LUNCHRUSH_KITCHEN_SANDBOX_H

#include <lua.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* Memory that all Lua states of one process may take together. */
struct memory_cap {
	_Atomic size_t used_bytes; /* relaxed; a sum, exact when nobody allocates */
	size_t soft_bytes;         /* past this the running state is told to stop (sandbox_interrupt with SANDBOX_MEMORY) */
	size_t hard_bytes;         /* past this an allocation is refused */
};

/* Why a state should stop at its next instruction. */
enum sandbox_stop { SANDBOX_GO, SANDBOX_MEMORY, SANDBOX_ENDLESS, SANDBOX_QUIT };

/* A new state under the cap, with the libraries above in a table of builtins; no globals at all yet: its _G is empty. NULL when memory is out.
 * The state's main thread and every coroutine made in it share the builtins. */
lua_State *sandbox_new(struct memory_cap *cap);
void sandbox_close(lua_State *L);

/* Push the table of builtins (name → value), for the kitchen to add its own words. */
void sandbox_push_builtins(lua_State *L);

/* Push the name under which a builtin function is found ("string.format", "ipairs", "work") or nil: the value at `index` is a C function. */
void sandbox_push_builtin_name(lua_State *L, int index);
/* Push the builtin of that name; false (and nothing pushed) when there is none. */
bool sandbox_push_builtin(lua_State *L, const char *name);

/* The error value that must pass through pcall: the kitchen raises it with sandbox_raise, everyone else lets it by. */
int sandbox_raise(lua_State *L, enum sandbox_stop why);
/* Whether the error value at `index` is such an interrupt, and which. */
enum sandbox_stop sandbox_interrupted(lua_State *L, int index);

/* The stop asked of this state because of memory, SANDBOX_GO when none; set by the allocator, read by the kitchen's hook.
 * When the soft cap is passed the allocator calls lua_sethook with the hook given here, so that the next instruction sees it. */
void sandbox_set_hook(lua_State *L, lua_Hook hook);
enum sandbox_stop sandbox_asked(lua_State *L);
/* Which line ran when memory was refused or the soft cap passed; 0 unknown. */
int sandbox_memory_line(lua_State *L);

#endif
