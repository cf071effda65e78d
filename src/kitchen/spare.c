/* spare.c - see spare.h.
 *
 * Making a state with its libraries and words takes some 20 µs, a good part of the time from task() to the task's first line. So a thread
 * that has ended makes a state for the next one, when nobody waits for it any more. At most one lies ready: where no thread
 * ends none is made ahead, and where many end at once one of them does it. A spare state has run nothing yet. */
#include "kitchen/spare.h"

#include "kitchen/api.h"
#include "kitchen/sandbox.h"

#include <stdatomic.h>

static lua_State *_Atomic spare; /* acquire to take, release to give */
static _Atomic bool making;      /* by some thread; relaxed */

static int open_words(lua_State *L)
{
	api_open(L);
	return 0;
}

static lua_State *make(void)
{
	lua_State *L = task_state_new();
	if (!L)
		return NULL;
	lua_pushcfunction(L, open_words);
	if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
		sandbox_close(L);
		return NULL;
	}
	return L;
}

lua_State *spare_take(void)
{
	lua_State *L = atomic_exchange_explicit(&spare, NULL, memory_order_acquire);
	return L ? L : make();
}

void spare_make(void)
{
	if (atomic_load_explicit(&spare, memory_order_relaxed) || atomic_exchange_explicit(&making, true, memory_order_relaxed))
		return;
	lua_State *L = make();
	lua_State *other = L ? atomic_exchange_explicit(&spare, L, memory_order_acq_rel) : NULL;
	atomic_store_explicit(&making, false, memory_order_relaxed);
	if (other)
		sandbox_close(other);
}
