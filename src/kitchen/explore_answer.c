/* explore_answer.c - what was counted, as one JSON object; see explore_inner.h. */
#include "kitchen/explore_inner.h"

#include "trace/text.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *decimal(explorer_count count)
{
	char to[40];
	return json_string(explorer_decimal(count, to));
}

/* One outcome: what it is, and how often it comes. */
static json_t *outcome_json(const char *text, bool ok, bool deadlock, struct explorer_share share)
{
	json_t *one = json_loads(text, 0, NULL);
	json_object_set_new(one, "schedules", decimal(share.schedules));
	json_object_set_new(one, "chance", json_real(share.chance));
	json_object_set_new(one, "ok", json_boolean(ok));
	json_object_set_new(one, "deadlock", json_boolean(deadlock));
	return one;
}

/* How many walks came to an outcome. */
static uint64_t runs_of(const struct explore_walks *walks, const char *text, bool ok, bool deadlock)
{
	for (size_t i = 0; i < walks->found_count; i++)
		if (walks->found[i].ok == ok && walks->found[i].deadlock == deadlock && strcmp(walks->found[i].outcome, text) == 0)
			return walks->found[i].runs;
	return 0;
}

static bool is_counted(const struct explorer *explorer, const struct explore_found *found)
{
	bool ok, deadlock;
	for (uint32_t i = 0; i < explorer_outcomes(explorer); i++)
		if (strcmp(explorer_outcome(explorer, i, &ok, &deadlock), found->outcome) == 0 && ok == found->ok && deadlock == found->deadlock)
			return true;
	return false;
}

static json_t *outcomes(const struct explore *explore)
{
	const struct explorer *explorer = explore->explorer;
	const struct explore_walks *walks = explore->walks;
	json_t *all = json_array();
	for (uint32_t i = 0; i < explorer_outcomes(explorer); i++) {
		bool ok, deadlock;
		const char *text = explorer_outcome(explorer, i, &ok, &deadlock);
		json_t *one = outcome_json(text, ok, deadlock, explorer_share(explorer, i));
		if (walks)
			json_object_set_new(one, "runs", json_integer((json_int_t)runs_of(walks, text, ok, deadlock)));
		json_array_append_new(all, one);
	}
	for (size_t i = 0; walks && i < walks->found_count; i++) {
		const struct explore_found *found = &walks->found[i];
		if (is_counted(explorer, found))
			continue;
		json_t *one = outcome_json(found->outcome, found->ok, found->deadlock, (struct explorer_share){ 0 });
		json_object_set_new(one, "runs", json_integer((json_int_t)found->runs));
		json_array_append_new(all, one);
	}
	if (walks) {
		json_t *one;
		size_t i;
		json_array_foreach(all, i, one)
			json_object_set_new(one, "chance", json_real(walks->runs ? (double)json_integer_value(json_object_get(one, "runs")) / (double)walks->runs : 0));
	}
	return all;
}

/* Schedules that leave some waiting for ever though others have ended. */
static explorer_count partial(const struct explorer *explorer)
{
	explorer_count sum = 0;
	for (uint32_t i = 0; i < explorer_outcomes(explorer); i++) {
		bool ok, deadlock;
		json_t *json = json_loads(explorer_outcome(explorer, i, &ok, &deadlock), 0, NULL);
		if (json_is_true(json_object_get(json, "partial")))
			sum = explorer_sum(sum, explorer_share(explorer, i).schedules);
		json_decref(json);
	}
	return sum;
}

static json_t *preemptions(const struct explore *explore)
{
	json_t *all = json_array();
	for (int k = 0; k < EXPLORER_PREEMPTIONS && (explore->bound < 0 ? !explore->walks : k <= explore->bound); k++) {
		struct explorer_figures figures = explorer_at_most(explore->explorer, (uint32_t)k);
		json_array_append_new(all, json_pack("{s:i,s:o,s:o}", "at_most", k, "failing", decimal(figures.failing), "of", decimal(figures.schedules)));
	}
	return all;
}

/* `schedule` is in its short form, owned by this; NULL: there is none but the steps. */
static json_t *witness_json(const uint32_t *workers, size_t count, char *schedule, uint32_t switches, const char *outcome)
{
	char *steps = schedule_write(workers, count), why[256];
	explore_why(outcome, why, sizeof why);
	text_clean(why, sizeof why, why, strlen(why));
	json_t *answer = json_pack("{s:s,s:s,s:i,s:s}", "schedule", schedule ? schedule : steps ? steps : "", "steps", steps ? steps : "", "preemptions", (int)switches, "why", why);
	free(schedule);
	free(steps);
	return answer;
}

/* The place after the worker's step. */
static explorer_place step_from(const struct explorer *explorer, explorer_place place, uint32_t taker)
{
	uint32_t i = 0, worker;
	explorer_place to;
	do
		to = explorer_next(explorer, place, i++, &worker);
	while (worker != taker);
	return to;
}

static bool is_able(const struct explorer *explorer, explorer_place place, uint32_t wanted)
{
	for (uint32_t i = 0, worker; i < explorer_able(explorer, place); i++)
		if (explorer_next(explorer, place, i, &worker) && worker == wanted)
			return true;
	return false;
}

/* The schedule as one says it: `A*` for a stretch at whose end A waits or has ended. NULL where the clock decides that, too, or memory is out. */
static char *short_form(const struct explore *explore, const uint32_t *workers, size_t count)
{
	const struct explorer *explorer = explore->explorer;
	explorer_place place = explorer_start(explorer);
	char *text = explore->timed ? NULL : malloc(count * 24 + 1), *at = text;
	for (size_t i = 0, run; text && i < count; i += run) {
		char letter[12];
		for (run = 0; i + run < count && workers[i + run] == workers[i]; run++)
			place = step_from(explorer, place, workers[i]);
		at += sprintf(at, "%s", worker_letter(workers[i], letter));
		if (run > 1 && !is_able(explorer, place, workers[i]))
			at += sprintf(at, "*");
		else if (run > 1)
			at += sprintf(at, "%zu", run);
	}
	return text;
}

/* Where these steps lead; an outcome's text, NULL if to none. */
static const char *outcome_after(const struct explorer *explorer, const uint32_t *workers, size_t count)
{
	explorer_place place = explorer_start(explorer);
	bool ok, deadlock;
	for (size_t i = 0; i < count; i++)
		place = step_from(explorer, place, workers[i]);
	return explorer_ends(place) < 0 ? NULL : explorer_outcome(explorer, (uint32_t)explorer_ends(place), &ok, &deadlock);
}

/* The simplest schedule that fails: of those counted, else of the random walks. */
static json_t *witness(const struct explore *explore)
{
	const struct explore_walks *walks = explore->walks;
	size_t count;
	uint32_t switches, *workers = explorer_simplest(explore->explorer, EXPLORER_ANY_FAILING, &count, &switches);
	if (!workers && (!walks || !walks->witness))
		return json_null();
	if (!workers)
		return witness_json(walks->witness, walks->witness_count, NULL, walks->witness_preemptions, walks->found[walks->witness_found].outcome);
	json_t *answer = witness_json(workers, count, short_form(explore, workers, count), switches, outcome_after(explore->explorer, workers, count));
	free(workers);
	return answer;
}

/* Fewest preemptions, then fewest steps, of those in which all is well. */
static uint32_t *simplest_good(const struct explorer *explorer, size_t *count, uint32_t *switches)
{
	uint32_t *best = NULL;
	for (uint32_t i = 0; i < explorer_outcomes(explorer); i++) {
		bool ok, deadlock;
		size_t length;
		uint32_t preemptions, *workers = NULL;
		explorer_outcome(explorer, i, &ok, &deadlock);
		if (ok)
			workers = explorer_simplest(explorer, i, &length, &preemptions);
		if (!workers || (best && (preemptions > *switches || (preemptions == *switches && length >= *count)))) {
			free(workers);
			continue;
		}
		free(best);
		best = workers;
		*count = length;
		*switches = preemptions;
	}
	return best;
}

/* The simplest schedule that does not fail, of those counted: to be put beside the witness. */
static json_t *good(const struct explore *explore)
{
	size_t count;
	uint32_t switches, *workers = simplest_good(explore->explorer, &count, &switches);
	if (!workers)
		return json_null();
	char *schedule = short_form(explore, workers, count), *steps = schedule_write(workers, count);
	json_t *answer = json_pack("{s:s,s:s,s:i}", "schedule", schedule ? schedule : steps ? steps : "", "steps", steps ? steps : "", "preemptions", (int)switches);
	free(schedule);
	free(steps);
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

/* Why not everything was counted; NULL when it was, or nothing but a loop or the length of schedules was in the way. */
static const char *stopped(const struct explore *explore)
{
	static const char *const words[] = { [EXPLORER_OUTGROWN] = "memory", [EXPLORER_TOO_LONG] = "steps", [EXPLORER_CROWDED] = "workers" };
	if (explore->over)
		return explore->over == EXPLORE_ASKED ? "interrupt" : "time";
	return words[explore->outgrown];
}

static void set_loop(json_t *answer, const struct explorer *explorer)
{
	json_t *loop = lasso(explorer);
	bool endless = !json_is_null(loop);
	json_object_set_new(answer, "endless", json_boolean(endless));
	json_object_set_new(answer, "lasso", loop);
	if (endless)
		json_object_set_new(answer, "endless_chance", json_real(explorer_endless_chance(explorer)));
}

static json_t *chance(const struct explore *explore, const struct explorer_figures *all)
{
	const struct explore_walks *walks = explore->walks;
	if (walks)
		return walks->runs ? json_real((double)walks->failing / (double)walks->runs) : json_null();
	return explore->bound < 0 ? json_real(all->chance) : json_null(); /* within a bound a random scheduler is none */
}

static void set_walks(json_t *answer, const struct explore *explore)
{
	const struct explore_walks *walks = explore->walks;
	json_object_set_new(answer, "sampled", json_boolean(walks != NULL));
	if (walks)
		json_object_set_new(answer, "walks", json_pack("{s:I,s:I,s:I,s:f,s:f,s:I}", "runs", (json_int_t)walks->runs, "failing", (json_int_t)walks->failing,
								 "cut", (json_int_t)walks->cut, "low", walks->low, "high", walks->high, "seed",
								 (json_int_t)explore->launch->seed));
}

static void set_figures(json_t *answer, const struct explore *explore)
{
	const struct explorer *explorer = explore->explorer;
	struct explorer_figures all = explorer_figures(explorer, explorer_start(explorer));
	bool complete = explorer_complete(explorer) && !stopped(explore);
	json_object_set_new(answer, "complete", json_boolean(complete));
	json_object_set_new(answer, "stopped", stopped(explore) ? json_string(stopped(explore)) : json_null());
	json_object_set_new(answer, "done", json_real(complete ? 1 : explore->walks || explore->over ? explore->done : explorer_done(explorer)));
	json_object_set_new(answer, "cut", json_integer((json_int_t)explorer_cut_off(explorer)));
	set_loop(answer, explorer);
	if (explore->bound >= 0)
		json_object_set_new(answer, "bound", json_integer(explore->bound));
	json_object_set_new(answer, "schedules", decimal(all.schedules));
	json_object_set_new(answer, "failing", decimal(all.failing));
	json_object_set_new(answer, "deadlocking", decimal(all.deadlocking));
	json_object_set_new(answer, "partial", decimal(partial(explorer)));
	json_object_set_new(answer, "chance", chance(explore, &all));
	set_walks(answer, explore);
}

char *explore_answer(const struct explore *explore)
{
	const struct explorer *explorer = explore->explorer;
	json_t *answer = json_object();
	json_object_set_new(answer, "recipe", json_string(explore->launch->recipe));
	json_object_set_new(answer, "engine", json_string(arena->turn.cooperative ? "loop" : arena->forks ? "processes" : "threads"));
	set_figures(answer, explore);
	json_object_set_new(answer, "preemptions", preemptions(explore));
	json_object_set_new(answer, "outcomes", outcomes(explore));
	json_object_set_new(answer, "states", json_integer((json_int_t)(explore->states + explorer_states(explorer))));
	json_object_set_new(answer, "steps", json_integer((json_int_t)(explore->steps + explorer_steps(explorer))));
	json_object_set_new(answer, "witness", witness(explore));
	json_object_set_new(answer, "good", good(explore));
	json_object_set_new(answer, "elapsed_s", json_real((double)(clock_gettime_ns() - explore->start_ns) / 1e9));
	char *text = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(9));
	json_decref(answer);
	return text;
}
