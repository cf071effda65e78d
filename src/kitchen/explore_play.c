/* explore_play.c - one run of the recipe from its start, on coroutines; see explore_inner.h.
 *
 * There is no clock: a sleeper can always go on, and devices are always due. now() is refused for the same reason. */
#include "kitchen/explore_inner.h"

#include "kitchen/api.h"
#include "kitchen/explore_value.h"
#include "kitchen/gate.h"
#include "kitchen/moment.h"
#include "kitchen/sandbox.h"
#include "kitchen/task.h"
#include "kitchen/wait.h"

#include <stdlib.h>
#include <string.h>

bool explore_fresh, explore_one_by_one;
static bool goes_on; /* explore_back has put a moment back: the next run goes on from there */

void explore_reset(size_t heap)
{
	uint32_t workers = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < workers; id++)
		task_forget(worker_at(id));
	memset(arena->workers, 0, workers * sizeof *arena->workers);
	memset(arena->global_of_text, 0, sizeof *arena->global_of_text * atomic_load(&arena->text_count));
	memset(arena->heap_free, 0, sizeof arena->heap_free);
	memset(arena->heap + heap, 0, arena->heap_used - heap); /* what is handed out anew is taken to be zero */
	arena->heap_used = heap;
	atomic_store(&arena->worker_count, 1);
	atomic_store(&arena->object_count, 1);
	atomic_store(&arena->setting_count, 0);
	atomic_store(&arena->future_chunks, 0);
	atomic_store(&arena->alive, 0);
	atomic_store(&arena->awake, 0);
	atomic_store(&arena->failed, 0);
	atomic_store(&arena->failure_whole, 0);
	atomic_store(&arena->ended, 0);
	atomic_store(&arena->served, 0);
	atomic_store(&arena->arrived, 0);
	atomic_store(&arena->serial, 0);
	arena->violation_count = 0;
	arena->broken = 0;
	atomic_store(&arena->uncaught, 0);
	arena->outcome = OUTCOME_RUNNING;
	arena->turn = (struct turn){ .controlled = true, .cooperative = arena->turn.cooperative, .exploring = true };
}

static void end_run(lua_State *L, struct explore_end *end)
{
	bool deadlock = arena->outcome == OUTCOME_DEADLOCK, failed = atomic_load(&arena->failed) || atomic_load(&arena->uncaught);
	explore_process_moves(task_of(L)->worker);
	if (!deadlock && !atomic_load(&arena->failed) && !arena->broken)
		api_expectations_check(L);
	*end = (struct explore_end){ .deadlock = deadlock, .ok = !deadlock && !failed && arena->violation_count == 0, .outcome = explore_outcome() };
}

/* The recipe in a state of its own, not yet begun: its main worker; NULL with words. */
static struct worker *play_open(const struct launch *launch, const struct buffer *source, size_t heap, struct error *error)
{
	explore_reset(heap);
	explore_again_begin();
	if (!moment_open(heap)) {
		error_set(error, "no memory for Lua");
		return NULL;
	}
	task_memory(moment_resize);
	api_expectations_explored();
	lua_State *L = task_state_new();
	if (!L) {
		error_set(error, "no memory for Lua");
		return NULL;
	}
	api_open(L);
	if (sandbox_load(L, source->bytes, source->length, launch->file, error) != 0)
		return NULL;
	lua_pushglobaltable(L);
	lua_setupvalue(L, -2, 1);
	task_open(L);
	explore_key_open(L);
	return task_main(error);
}

static bool fresh(void)
{
	return explore_fresh || explore_one_by_one;
}

uint32_t explore_back(uint32_t depth)
{
	uint32_t found = 0;
	goes_on = !fresh() && moment_back(depth, &found);
	if (goes_on)
		walk_back();
	return found;
}

void explore_keep(uint32_t depth)
{
	if (fresh())
		return;
	if (depth == 0) {
		explore_key();
		walk_lasts();
	}
	moment_keep(depth);
}

int explore_play(const struct explore *explore, struct explore_end *end, struct error *error)
{
	struct worker *main = goes_on ? NULL : play_open(explore->launch, explore->source, explore->heap, error);
	*end = (struct explore_end){ .cut = true };
	if (!goes_on && !main)
		return -1;
	explore_cut = false;
	for (struct runner *runner = main ? &main->runner : turn_next(); runner; runner = turn_next()) {
		gate_pass();
		explore_moves(worker_of_runner(runner));
		explore_watch(worker_of_runner(runner));
		explore_process_moves(worker_of_runner(runner));
		explore_process_rests(worker_of_runner(runner), !task_resume(runner, 0));
		explore_watch(NULL);
	}
	if (!explore_cut)
		end_run(task_main_state(), end);
	goes_on = false;
	return 0;
}
