/* explore_free.c - `explore --free-runs N`: what is possible beside what is likely.
 *
 * The recipe is run freely, two kitchens at a time, and each run's end is looked up among the counted outcomes. An end that was not counted is told loudly. */
#include "cli/explore_cli.h"

#include "source/outcome_key.h"
#include "source/trials.h"
#include "trace/tongue.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS_MOST 60.0

/* Whether the count has an outcome with this key. */
static bool is_counted(const json_t *answer, const char *key)
{
	const json_t *one;
	size_t i;
	bool found = false;

	json_array_foreach(json_object_get(answer, "outcomes"), i, one) {
		const char *how = json_is_true(json_object_get(one, "deadlock")) ? "deadlock" : json_is_string(json_object_get(one, "error")) ? "failed"
			: json_is_true(json_object_get(one, "ok")) ? "done" : "violated";
		char *other = outcome_key(json_object_get(one, "globals"), how);
		found |= other && strcmp(other, key) == 0;
		free(other);
	}
	return found;
}

static json_t *outcomes_of(const struct trials_result *result, const json_t *answer)
{
	json_t *all = json_array();

	for (size_t i = 0; i < result->outcome_count; i++) {
		const struct trials_outcome *outcome = &result->outcomes[i];
		json_t *one = json_loads(outcome->key, 0, NULL);
		json_object_set_new(one, "runs", json_integer(outcome->runs));
		json_object_set_new(one, "ok", json_boolean(outcome->ok));
		json_object_set_new(one, "counted", json_boolean(is_counted(answer, outcome->key)));
		json_array_append_new(all, one);
	}
	return all;
}

int explore_free(const struct explore_words *words, json_t *answer, struct error *error)
{
	struct trials_plan plan = { .ways = { &words->launch }, .runs = words->free_runs, .at_once = 2,
		.seconds = words->launch.timeout_s > 0 ? words->launch.timeout_s : SECONDS_MOST };
	struct trials *trials = trials_new(&plan, error);
	const struct trials_result *result;
	int r = 0;

	if (!trials)
		return -1;
	while (!trials_over(trials)) {
		struct pollfd ready = { .fd = trials_fd(trials), .events = POLLIN };
		poll(&ready, 1, -1);
		trials_pump(trials);
	}
	result = trials_result(trials, 0);
	if (*result->error)
		r = error_set(error, "%s", result->error);
	else
		json_object_set_new(answer, "free", json_pack("{s:I,s:I,s:f,s:o}", "runs", (json_int_t)result->runs, "failing", (json_int_t)result->failing,
			"elapsed_s", trials_elapsed_s(trials), "outcomes", outcomes_of(result, answer)));
	trials_free(trials);
	return r;
}

static void say_outcome(FILE *to, const json_t *one, json_int_t runs)
{
	json_int_t count = json_integer_value(json_object_get(one, "runs"));
	char *globals = json_dumps(json_object_get(one, "globals"), JSON_SORT_KEYS | JSON_COMPACT);

	const char *how = json_string_value(json_object_get(one, "how"));
	fprintf(to, "  %8lld  %5.1f %%  %-8s  %.40s%s\n", count, 100 * (double)count / (double)runs, how ? how : "",
		globals && strcmp(globals, "{}") ? globals : "", json_is_true(json_object_get(one, "counted")) ? "" : _("  NOT AMONG THOSE COUNTED"));
	free(globals);
}

void explore_free_say(FILE *to, const json_t *answer)
{
	const json_t *free_runs = json_object_get(answer, "free"), *one;
	json_int_t runs = json_integer_value(json_object_get(free_runs, "runs")), failing = json_integer_value(json_object_get(free_runs, "failing"));
	size_t i;

	if (!free_runs)
		return;
	if (runs == 0)
		fprintf(to, _("\nNo free run came to its end in time.\n"));
	else
		fprintf(to, _("\nRun freely at 1,000 times the pace, %lld of %lld failed (%.1f s):\n"), failing, runs, json_number_value(json_object_get(free_runs, "elapsed_s")));
	json_array_foreach(json_object_get(free_runs, "outcomes"), i, one)
		say_outcome(to, one, runs);
	if (runs && !failing && strcmp(json_string_value(json_object_get(answer, "failing")), "0") != 0)
		fprintf(to, _("Possible is not likely, until the demo.\n"));
}
