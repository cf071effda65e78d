/* sandbox_memory.c - the allocator of a sandboxed state, and the two caps.
 *
 * All states of a process count into one memory_cap. Counting each allocation there would make every worker fight over one cache line,
 * so a state keeps its own balance and settles it when it has grown past BATCH bytes either way: the cap knows the truth within
 * BATCH bytes a state. Large allocations are thereby settled at once.
 *
 * Past the soft cap the allocator cannot stop anything itself: it is called in the middle of an instruction. It sets the kitchen's hook on
 * the running coroutine, and that is called before the next instruction, where stopping is safe. Past the hard cap an allocation is refused; Lua
 * then collects all garbage and tries once more, and only if that is refused too does it raise "not enough memory".
 *
 * What always holds: a shrinking allocation never fails and never asks for anything. */
#include "kitchen/sandbox_inner.h"

#include <stdlib.h>

#define BATCH 16384

/* A state that holds less than this part of the soft cap is not the one to blame, whoever passed it. */
#define BLAME_PART 16

void memory_settle(struct sandbox *box)
{
	atomic_fetch_add_explicit(&box->cap->used_bytes, (size_t)box->unsettled, memory_order_relaxed);
	box->unsettled = 0;
}

/* The line of the innermost Lua function; 0 where there is none. Allocates nothing. */
static int line_now(lua_State *L)
{
	lua_Debug frame;
	for (int level = 0; lua_getstack(L, level, &frame); level++)
		if (lua_getinfo(L, "l", &frame) && frame.currentline > 0)
			return frame.currentline;
	return 0;
}

static void memory_ask(struct sandbox *box)
{
	if (box->asked != SANDBOX_GO || !box->hook || !box->running || box->bytes < box->cap->soft_bytes / BLAME_PART)
		return;
	box->asked = SANDBOX_MEMORY;
	box->memory_line = line_now(box->running);
	lua_sethook(box->running, box->hook, LUA_MASKCOUNT, 1);
}

static void memory_refuse(struct sandbox *box)
{
	box->refused = true;
	if (box->running)
		box->memory_line = line_now(box->running);
}

/* Whether `more` bytes may be taken; settles and asks for an end on the way. */
static bool memory_allowed(struct sandbox *box, ptrdiff_t more)
{
	memory_settle(box);
	if (more <= 0)
		return true;
	size_t used = atomic_load_explicit(&box->cap->used_bytes, memory_order_relaxed) + (size_t)more;
	if (used > box->cap->hard_bytes) {
		memory_refuse(box);
		return false;
	}
	if (used > box->cap->soft_bytes)
		memory_ask(box);
	return true;
}

void *memory_allocate(void *data, void *bytes, size_t old, size_t size)
{
	struct sandbox *box = data;
	if (!bytes)
		old = 0; /* Lua then passes what kind of object it is for */
	ptrdiff_t more = (ptrdiff_t)(size - old);
	ptrdiff_t unsettled = box->unsettled + more;
	if ((unsettled > BATCH || unsettled < -BATCH) && !memory_allowed(box, more))
		return NULL;
	void *fresh = NULL;
	if (box->cap->resize) {
		fresh = box->cap->resize(bytes, old, size);
	} else if (size == 0) {
		free(bytes);
	} else {
		fresh = realloc(bytes, size);
		if (!fresh && more <= 0)
			fresh = bytes;
	}
	if (!fresh && size > 0) {
		memory_refuse(box);
		return NULL;
	}
	box->unsettled += more;
	box->bytes += (size_t)more;
	return fresh;
}

void sandbox_set_hook(lua_State *L, lua_Hook hook)
{
	sandbox_of(L)->hook = hook;
}

void sandbox_running(lua_State *L)
{
	sandbox_of(L)->running = L;
}

enum sandbox_stop sandbox_asked(lua_State *L)
{
	struct sandbox *box = sandbox_of(L);
	if (box->budget == 1)
		return SANDBOX_ENDLESS;
	if (box->budget)
		sandbox_budget(L, box->budget - 1); /* the hook that asks has taken the place of the one that counts */
	if (box->asked != SANDBOX_MEMORY)
		return box->asked;
	lua_gc(L, LUA_GCCOLLECT);
	memory_settle(box);
	size_t soft = box->cap->soft_bytes;
	/* An eighth below the cap, so that a state at the brink is not collected at every step. */
	if (atomic_load_explicit(&box->cap->used_bytes, memory_order_relaxed) < soft - soft / 8)
		box->asked = SANDBOX_GO;
	return box->asked;
}

int sandbox_memory_line(lua_State *L)
{
	return sandbox_of(L)->memory_line;
}
