/* check_count.c - what is counted and measured of a step beyond one run of it: all schedules, each once in a lesson; and, where it was asked for, engines beside each other and what a mended
 * recipe costs. */
#include "cli/check_inner.h"

#include "kitchen/kitchen.h"
#include "source/trials.h"

#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define REPEATS 3       /* of each engine; the quickest counts */
#define COST_RUNS 10    /* of each recipe */
#define COST_S 10.0

/* ---- all schedules ---- */

/* What decides how they come out. */
static char *key_of(const struct launch *launch)
{
	struct launch plain = *launch;

	plain.schedule = NULL;
	*plain.policy = '\0';
	plain.pace = -1;
	return launch_write(&plain);
}

const struct counted *checking_count(struct checking *checking, const struct launch *launch, double seconds)
{
	char *key = key_of(launch);
	struct counted *counted;
	struct facts facts = { .report = NULL };

	for (counted = checking->counted; counted; counted = counted->next)
		if (key && strcmp(counted->key, key) == 0 && (counted->count.complete || seconds <= CHECK_LOOK_S)) {
			free(key);
			return counted;
		}
	counted = calloc(1, sizeof *counted);
	if (!counted || !key)
		abort();
	counted->key = key;
	counted->next = checking->counted;
	checking->counted = counted;
	counted->answer = check_explore(launch, seconds, &facts, &counted->why);
	counted->count = facts.count;
	return counted;
}

void counted_free(struct counted *all)
{
	while (all) {
		struct counted *next = all->next;
		json_decref(all->answer);
		free(all->key);
		free(all);
		all = next;
	}
}

/* ---- engines beside each other ---- */

/* The quickest of some runs, real seconds; 0 when it cannot be run. */
static double quickest(const struct launch *launch)
{
	double best = 0;

	for (int i = 0; i < REPEATS; i++) {
		struct check_run run;
		struct facts facts;
		if (check_run(launch, CHECK_RUN_S, &run, &facts) == 0) {
			double elapsed_s = json_number_value(json_object_get(run.report, "elapsed_s"));
			best = best > 0 && best < elapsed_s ? best : elapsed_s;
		}
		check_run_release(&run);
	}
	return best;
}

/* "threads+gil" is threads with the lock on. */
static double time_on(const struct launch *launch, const char *engine)
{
	struct launch one = *launch;

	snprintf(one.engine, sizeof one.engine, "%.*s", (int)strcspn(engine, "+"), engine);
	one.gil = strchr(engine, '+') != NULL;
	return quickest(&one);
}

int checking_compare(struct checking *checking, struct facts_side *sides, int most)
{
	const struct lesson_step *step = checking->step;
	double alone_s = time_on(&checking->launch, "sequential");
	struct recipe_card card;
	struct error error;
	char engines[96], *rest = NULL;
	int count = 0;

	if (recipe_card_read(checking->launch.path, checking->launch.file, checking->launch.recipe, &card, &error))
		return 0;
	snprintf(engines, sizeof engines, "%s", *step->engines ? step->engines : card.engines);
	for (char *engine = strtok_r(engines, ", ", &rest); engine && count < most; engine = strtok_r(NULL, ", ", &rest)) {
		double seconds = strcmp(engine, "sequential") == 0 ? alone_s : time_on(&checking->launch, engine);
		sides[count].speedup = alone_s > 0 && seconds > 0 ? alone_s / seconds : NAN;
		snprintf(sides[count++].engine, sizeof sides->engine, "%.31s", engine);
	}
	return count;
}

/* ---- what a mended recipe costs ---- */

double checking_cost(struct checking *checking, const struct launch *mended)
{
	struct launch before = checking->launch, after = *mended;
	struct trials_plan plan = { .ways = { &before, &after }, .runs = COST_RUNS, .seconds = COST_S, .at_once = 1 };
	struct error error;
	struct trials *trials;
	double cost = 0, one, other, low, high;

	before.schedule = after.schedule = NULL;
	*before.policy = *after.policy = '\0';
	trials = trials_new(&plan, &error);
	while (trials && !trials_over(trials)) {
		struct pollfd ready = { .fd = trials_fd(trials), .events = POLLIN };
		poll(&ready, 1, -1);
		trials_pump(trials);
	}
	if (trials) {
		one = trials_median(trials_result(trials, 0), &low, &high);
		other = trials_median(trials_result(trials, 1), &low, &high);
		cost = one > 0 ? other / one : 0;
	}
	trials_free(trials);
	return cost;
}
