/* explore_play.c - one run of the recipe from its start, on coroutines; see explore_inner.h.
 *
 * There is no clock: a sleeper can always go on, and devices are always due. now() is refused for the same reason. */
#include "kitchen/explore_inner.h"

#include "kitchen/api.h"
#include "kitchen/report.h"
#include "kitchen/sandbox.h"
#include "kitchen/task.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

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
	arena->outcome = OUTCOME_RUNNING;
	arena->turn = (struct turn){ .controlled = true, .cooperative = arena->turn.cooperative, .exploring = true };
	api_expectations_forget();
}

static char *outcome_text(void)
{
	json_t *outcome = json_object();
	json_object_set_new(outcome, "globals", report_globals());
	if (atomic_load(&arena->failed))
		json_object_set_new(outcome, "error", json_string(arena->failure.text));
	if (arena->broken)
		json_object_set_new(outcome, "broken", json_string(texts_get(arena->broken, NULL)));
	char *text = json_dumps(outcome, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(outcome);
	return text;
}

static void end_run(lua_State *L, struct explore_end *end)
{
	bool deadlock = arena->outcome == OUTCOME_DEADLOCK, failed = atomic_load(&arena->failed);
	if (!deadlock && !failed && !arena->broken)
		api_expectations_check(L);
	*end = (struct explore_end){ .deadlock = deadlock, .ok = !deadlock && !failed && arena->violation_count == 0, .outcome = outcome_text() };
}

int explore_play(const struct launch *launch, const struct buffer *source, struct explore_end *end, struct error *error)
{
	lua_State *L = task_state_new();
	*end = (struct explore_end){ .cut = true };
	if (!L)
		return error_set(error, "no memory for Lua");
	api_open(L);
	int r = sandbox_load(L, source->bytes, source->length, launch->file, error);
	if (r == 0) {
		lua_pushglobaltable(L);
		lua_setupvalue(L, -2, 1);
		task_open(L);
		struct worker *main = task_main(error);
		r = main ? 0 : -1;
		explore_cut = false;
		if (main)
			wait_engine->run(&main->runner);
		if (main && !explore_cut)
			end_run(L, end);
	}
	sandbox_close(L);
	return r;
}
