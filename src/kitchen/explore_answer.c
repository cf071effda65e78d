/* explore_answer.c - what was counted, as one JSON object; see explore_inner.h. */
#include "kitchen/explore_inner.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *decimal(explorer_count count)
{
	char to[40];
	return json_string(explorer_decimal(count, to));
}

static json_t *outcomes(const struct explorer *explorer)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < explorer_outcomes(explorer); i++) {
		bool ok, deadlock;
		json_t *one = json_loads(explorer_outcome(explorer, i, &ok, &deadlock), 0, NULL);
		struct explorer_share share = explorer_share(explorer, i);
		json_object_set_new(one, "schedules", decimal(share.schedules));
		json_object_set_new(one, "chance", json_real(share.chance));
		json_object_set_new(one, "ok", json_boolean(ok));
		json_object_set_new(one, "deadlock", json_boolean(deadlock));
		json_array_append_new(all, one);
	}
	return all;
}

static json_t *preemptions(const struct explorer *explorer, int bound)
{
	json_t *all = json_array();
	for (int k = 0; k < EXPLORER_PREEMPTIONS && (bound < 0 || k <= bound); k++) {
		struct explorer_figures figures = explorer_at_most(explorer, (uint32_t)k);
		json_array_append_new(all, json_pack("{s:i,s:o,s:o}", "at_most", k, "failing", decimal(figures.failing), "of", decimal(figures.schedules)));
	}
	return all;
}

static json_t *witness(const struct explorer *explorer)
{
	size_t count;
	uint32_t switches, *workers = explorer_simplest(explorer, EXPLORER_ANY_FAILING, &count, &switches);
	if (!workers)
		return json_null();
	char *schedule = schedule_write(workers, count);
	json_t *answer = json_pack("{s:s,s:i,s:s}", "schedule", schedule ? schedule : "", "preemptions", (int)switches, "why",
				   "the fewest preemptions, then the fewest steps, of all that fail");
	free(schedule);
	free(workers);
	return answer;
}

/* "A(BA)*": the part before, and what comes again and again. */
static json_t *lasso(const struct explorer *explorer)
{
	size_t prefix, count;
	uint32_t *workers = explorer_lasso(explorer, &prefix, &count);
	if (!workers)
		return json_null();
	char *before = schedule_write(workers, prefix), *again = schedule_write(workers + prefix, count - prefix);
	json_t *text = before && again ? json_sprintf("%s(%s)*", before, again) : json_null();
	free(before);
	free(again);
	free(workers);
	return text;
}

static const char *stopped(const struct explore *explore)
{
	static const char *const words[] = { [EXPLORER_OUTGROWN] = "memory", [EXPLORER_TOO_LONG] = "steps", [EXPLORER_CROWDED] = "workers" };
	if (explore->over)
		return explore->over == EXPLORE_ASKED ? "interrupt" : "time";
	return words[explorer_stopped(explore->explorer)];
}

static void set_figures(json_t *answer, const struct explore *explore)
{
	const struct explorer *explorer = explore->explorer;
	struct explorer_figures all = explorer_figures(explorer, explorer_start(explorer));
	bool endless = false;
	json_t *loop = lasso(explorer);
	endless = !json_is_null(loop);
	json_object_set_new(answer, "complete", json_boolean(explorer_complete(explorer)));
	json_object_set_new(answer, "stopped", stopped(explore) ? json_string(stopped(explore)) : json_null());
	json_object_set_new(answer, "done", json_real(explorer_done(explorer)));
	json_object_set_new(answer, "endless", json_boolean(endless));
	json_object_set_new(answer, "lasso", loop);
	if (endless)
		json_object_set_new(answer, "endless_chance", json_real(explorer_endless_chance(explorer)));
	json_object_set_new(answer, "schedules", decimal(all.schedules));
	json_object_set_new(answer, "failing", decimal(all.failing));
	json_object_set_new(answer, "deadlocking", decimal(all.deadlocking));
	json_object_set_new(answer, "chance", json_real(all.chance));
}

char *explore_answer(const struct explore *explore)
{
	const struct explorer *explorer = explore->explorer;
	json_t *answer = json_object();
	json_object_set_new(answer, "recipe", json_string(explore->launch->recipe));
	json_object_set_new(answer, "engine", json_string(arena->turn.cooperative ? "loop" : "threads"));
	if (explore->launch->preemptions >= 0)
		json_object_set_new(answer, "bound", json_integer(explore->launch->preemptions));
	set_figures(answer, explore);
	json_object_set_new(answer, "preemptions", preemptions(explorer, explore->launch->preemptions));
	json_object_set_new(answer, "outcomes", outcomes(explorer));
	json_object_set_new(answer, "states", json_integer((json_int_t)explorer_states(explorer)));
	json_object_set_new(answer, "steps", json_integer((json_int_t)explorer_steps(explorer)));
	json_object_set_new(answer, "witness", witness(explorer));
	json_object_set_new(answer, "elapsed_s", json_real((double)(clock_gettime_ns() - explore->start_ns) / 1e9));
	char *text = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(9));
	json_decref(answer);
	return text;
}
