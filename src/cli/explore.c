/* explore.c - `lunchrush explore`: count every schedule of a recipe, and say how many fail. */
#include "cli/data.h"
#include "cli/verb.h"
#include "source/source.h"

#include <getopt.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLAG_ENGINE = 1, FLAG_SET, FLAG_MAX_STEPS, FLAG_TIMEOUT, FLAG_ONE_BY_ONE, FLAG_JSON };

static const struct flag flags[] = {
	{ "engine", "NAME", "threads or loop; as the recipe likes when left out", FLAG_ENGINE },
	{ "set", "NAME=VALUE", "a setting of the recipe; may be given more than once", FLAG_SET },
	{ "max-steps", "N", "steps of one schedule at most (100000)", FLAG_MAX_STEPS },
	{ "timeout", "S", "give up after S real seconds", FLAG_TIMEOUT },
	{ "one-by-one", NULL, "play every schedule by itself: slow, to check the counting", FLAG_ONE_BY_ONE },
	{ "json", NULL, "print one JSON object", FLAG_JSON },
	{ NULL, NULL, NULL, 0 },
};

struct explore {
	struct launch launch;
	bool json;
};

static int set_engine(struct explore *explore, const char *value, struct error *error)
{
	if (strcmp(value, "threads") != 0 && strcmp(value, "loop") != 0)
		return error_set(error, "explore: there is no engine '%s' to explore; threads and loop are right", value);
	strcpy(explore->launch.engine, value);
	return 0;
}

static int set_setting(struct explore *explore, const char *typed, struct error *error)
{
	char name[64];
	const char *equals = strchr(typed, '=');

	if (!equals || equals == typed || (size_t)(equals - typed) >= sizeof name)
		return error_set(error, "explore: --set takes NAME=VALUE, not '%.80s'", typed);
	memcpy(name, typed, (size_t)(equals - typed));
	name[equals - typed] = 0;
	return launch_set(&explore->launch, name, equals + 1, error);
}

static int set_max_steps(struct explore *explore, const char *value, struct error *error)
{
	double steps;

	if (flags_number("number of steps", value, 1, 1e9, &steps, error))
		return -1;
	explore->launch.max_steps = (uint32_t)steps;
	return 0;
}

static int take_flag(struct explore *explore, int code, const char *value, struct error *error)
{
	switch (code) {
	case FLAG_ENGINE: return set_engine(explore, value, error);
	case FLAG_SET: return set_setting(explore, value, error);
	case FLAG_MAX_STEPS: return set_max_steps(explore, value, error);
	case FLAG_TIMEOUT: return flags_number("number of seconds", value, 0.001, 1e6, &explore->launch.timeout_s, error);
	case FLAG_ONE_BY_ONE: explore->launch.one_by_one = true; return 0;
	default: explore->json = true; return 0;
	}
}

static int read_words(struct explore *explore, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take_flag(explore, code, value, error))
			return -1;
	if (code < 0)
		return -1;
	if (argc - optind != 1)
		return error_set(error, "explore: one recipe is to be named: a name that `lunchrush list` prints, or a path");
	return data_recipe(argv[optind], &explore->launch, error);
}

/* ---- in words ---- */

static const char *text_of(const json_t *answer, const char *key)
{
	const char *text = json_string_value(json_object_get(answer, key));
	return text ? text : "";
}

static void say_outcome(const json_t *outcome)
{
	char *globals = json_dumps(json_object_get(outcome, "globals"), JSON_SORT_KEYS);
	const char *error = json_string_value(json_object_get(outcome, "error"));
	bool ok = json_is_true(json_object_get(outcome, "ok")), deadlock = json_is_true(json_object_get(outcome, "deadlock"));

	printf("  %12s  %s  %s%s%s%s\n", text_of(outcome, "schedules"), ok ? "good " : "fails", globals ? globals : "", deadlock ? "  deadlock" : "",
		error ? "  " : "", error ? error : "");
	free(globals);
}

static void say(const json_t *answer)
{
	const json_t *witness = json_object_get(answer, "witness"), *outcome;
	size_t i;

	printf("%s on %s: %s schedules%s, %s of them fail", text_of(answer, "recipe"), text_of(answer, "engine"), text_of(answer, "schedules"),
		json_is_true(json_object_get(answer, "complete")) ? ", every one counted" : " counted before the bounds were reached", text_of(answer, "failing"));
	if (strcmp(text_of(answer, "deadlocking"), "0") != 0)
		printf(" (%s in a deadlock)", text_of(answer, "deadlocking"));
	printf(".\n");
	json_array_foreach(json_object_get(answer, "outcomes"), i, outcome)
		say_outcome(outcome);
	if (json_is_true(json_object_get(answer, "endless")))
		printf("Some schedule goes on for ever: a state comes again.\n");
	if (json_is_object(witness)) {
		printf("A scheduler that picks at random fails %.1f %% of the time.\n", 100 * json_number_value(json_object_get(answer, "chance")));
		printf("The simplest failure takes %lld preemption%s: %s\n", json_integer_value(json_object_get(witness, "preemptions")),
			json_integer_value(json_object_get(witness, "preemptions")) == 1 ? "" : "s", text_of(witness, "schedule"));
	}
	printf("Counted from %lld states in %.2f s. Memory is sequentially consistent here; weaker memory is not explored.\n",
		json_integer_value(json_object_get(answer, "states")), json_number_value(json_object_get(answer, "elapsed_s")));
}

/* ---- the run ---- */

/* Read the whole stream; the answer is its report. */
static int wait_for_answer(struct source *source, struct info *info, struct error *error)
{
	struct history *history = history_new();

	while (source_pump(source, history, info, 0) == SOURCE_OPEN) {
		struct pollfd ready = { .fd = source_fd(source), .events = POLLIN };
		poll(&ready, 1, -1);
	}
	history_free(history);
	if (*source_error(source))
		return error_set(error, "%s", source_error(source));
	return info->report ? 0 : error_set(error, "the kitchen ended without an answer");
}

/* What the kitchen said: an answer, or a run's report with an error. */
static int tell(const struct explore *explore, const char *report, struct error *error)
{
	json_t *answer = json_loads(report, 0, NULL);
	int status = EXIT_DONE;

	if (!json_object_get(answer, "schedules")) {
		const char *why = json_string_value(json_object_get(answer, "error"));
		error_set(error, "%s", why ? why : "the exploration was ended before it was done");
		status = verb_fail(json_is_true(json_object_get(answer, "misuse")) ? EXIT_USAGE : EXIT_WRONG, error);
	} else {
		if (explore->json)
			printf("%s\n", report);
		else
			say(answer);
		status = strcmp(text_of(answer, "failing"), "0") == 0 && json_is_true(json_object_get(answer, "complete")) ? EXIT_DONE : EXIT_WRONG;
	}
	json_decref(answer);
	return status;
}

static int explore_do(struct explore *explore, struct error *error)
{
	struct source *source = source_kitchen(&explore->launch, NULL, error);
	struct info info;
	int status;

	if (!source)
		return verb_fail(EXIT_USAGE, error);
	info_init(&info);
	status = wait_for_answer(source, &info, error) ? verb_fail(EXIT_DIED, error) : tell(explore, info.report, error);
	info_release(&info);
	source_free(source);
	return status;
}

static int explore_run_verb(int argc, char **argv)
{
	struct explore explore = { 0 };
	struct error error;
	int status;

	launch_init(&explore.launch);
	explore.launch.explore = true;
	explore.launch.trace = explore.launch.events = false;
	explore.launch.seed = 1;
	status = read_words(&explore, argc, argv, &error) ? verb_fail(EXIT_USAGE, &error) : explore_do(&explore, &error);
	launch_release(&explore.launch);
	return status;
}

const struct verb verb_explore = {
	.name = "explore",
	.arguments = "RECIPE [options]",
	.summary = "count every schedule of a recipe, and say how many fail",
	.about = "Runs the recipe again and again in virtual time and chooses who goes next, until every schedule is counted. Exit status: 0 no\n"
		 "schedule fails, 1 some do or the bounds were reached.",
	.flags = flags,
	.run = explore_run_verb,
};
