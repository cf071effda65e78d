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

#include "trace/error.h"
#include "trace/stream.h"

#include <lua.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* Memory that all Lua states of one process may take together. */
struct memory_cap {
	_Atomic size_t used_bytes; /* relaxed; a sum, exact when nobody allocates */
	size_t soft_bytes;         /* past this the running state is told to stop (sandbox_interrupt with SANDBOX_MEMORY) */
	size_t hard_bytes;         /* past this an allocation is refused */
	void *(*resize)(void *bytes, size_t old, size_t size); /* where the memory comes from, as lua_Alloc; NULL: the C library */
};

/* Why a state should stop at its next instruction. */
enum sandbox_stop { SANDBOX_GO, SANDBOX_MEMORY, SANDBOX_ENDLESS, SANDBOX_QUIT };

/* A new state under the cap, with the libraries above in a table of builtins; no globals at all yet: its _G is empty. NULL when memory is out.
 * The state's main thread and every coroutine made in it share the builtins. */
lua_State *sandbox_new(struct memory_cap *cap);
void sandbox_close(lua_State *L);

/* Called with each error that a pcall or xpcall holds back, on top of the stack; NULL: nobody wants to know. Before any state runs. */
extern void (*sandbox_caught)(lua_State *L);

/* Push the table of builtins (name → value), for the kitchen to add its own words. */
void sandbox_push_builtins(lua_State *L);

/* Push the name under which a builtin function is found ("string.format", "ipairs", "work") or nil: the value at `index` is a C function. */
void sandbox_push_builtin_name(lua_State *L, int index);
/* Push the builtin of that name; false (and nothing pushed) when there is none. */
bool sandbox_push_builtin(lua_State *L, const char *name);

/* The error value that must pass through pcall: the kitchen raises it with sandbox_raise, everyone else lets it by. From then on no pcall
 * of this state holds any error back: an interrupt is the end of a state's work, not something to go on after. */
int sandbox_raise(lua_State *L, enum sandbox_stop why);
/* From now on L may take so many thousands of instructions and is then stopped with SANDBOX_ENDLESS; 0: as many as it likes. An interrupt that came before is over. */
void sandbox_budget(lua_State *L, int thousands);
/* Whether the error value at `index` is such an interrupt, and which; Lua's own "not enough memory" counts as SANDBOX_MEMORY. */
enum sandbox_stop sandbox_interrupted(lua_State *L, int index);

/* The error value at `index` in words, whatever it is: calls nothing, raises nothing, allocates nothing but what a number takes. */
const char *sandbox_error_words(lua_State *L, int index);

/* The stop asked of this state because of memory, SANDBOX_GO when none; set by the allocator, read by the kitchen's hook.
 * When the soft cap is passed the allocator calls lua_sethook with the hook given here, so that the next instruction sees it. */
void sandbox_set_hook(lua_State *L, lua_Hook hook);
/* Called in the hook: collects the garbage first, and answers SANDBOX_GO when that was all it took. */
enum sandbox_stop sandbox_asked(lua_State *L);
/* L runs from now on: the kitchen says so before it resumes a coroutine, and names the main thread again after. The hook above is set
 * on the coroutine that was named last. Not needed where only the main thread runs. */
void sandbox_running(lua_State *L);
/* Which line ran when memory was refused or the soft cap passed; 0 unknown. */
int sandbox_memory_line(lua_State *L);

/* Whether L, which is in a C function of the kitchen, must not wait here because a C function of Lua is under way further out (a sort's
 * comparison, a gsub's replacement, a __tostring called by string.format …): its name, valid as long as the state; NULL when it may wait.
 * The answer is the same for a coroutine and for a main thread, so a recipe fails alike on every engine. Cheap where L can yield. */
const char *sandbox_no_wait(lua_State *L);
/* In this state one may wait in what `function` calls, as in pcall: it calls with a continuation. */
void sandbox_lets_wait(lua_State *L, lua_CFunction function);

/* Push the value at `index` as words without an address; may call __tostring. */
void sandbox_push_words(lua_State *L, int index);

#define RECIPE_BYTES_MAX (1u << 20)

/* Append the text of the recipe at `path` to `text`. -1 with words when it cannot be read, is longer than RECIPE_BYTES_MAX, or holds what is not clean
 * UTF-8 (broken bytes, NUL, marks that turn text around), with the line. Messages name the file as `file`. */
int sandbox_read(const char *path, const char *file, struct buffer *text, struct error *error);

/* Push the recipe as a function, its _ENV not yet set (upvalue 1). Text only, never bytecode. -1 with a file:line: message that a person can
 * read (nothing pushed) when it does not parse. Line numbers in later errors name `file`, too. */
int sandbox_load(lua_State *L, const char *text, size_t length, const char *file, struct error *error);

#endif
