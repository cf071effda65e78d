/* diff.c - `lunchrush diff`: two runs, and where they part. */
#include "cli/diff_cli.h"

#include "cli/data.h"
#include "cli/verb.h"
#include "engine/engine.h"
#include "schedule/schedule.h"
#include "trace/tongue.h"

#include <getopt.h>
#include <errno.h>
#include <string.h>

enum { FLAG_SCHEDULE = 1, FLAG_SET, FLAG_ENGINE, FLAG_SEED, FLAG_TIMEOUT, FLAG_ALLOW_COMMANDS, FLAG_JSON };

#define TIMEOUT_S 60

static const struct flag flags[] = {
	{ "schedule", "STRING", N_("a schedule of the recipe; given twice"), FLAG_SCHEDULE },
	{ "set", "NAME=VALUE", N_("a setting of the recipe, in both; may be given more than once"), FLAG_SET },
	{ "engine", "NAME", N_("threads, loop or processes; as the recipe likes when left out"), FLAG_ENGINE },
	{ "seed", "N", N_("where random() and the arrivals begin (1)"), FLAG_SEED },
	{ "timeout", "S", N_("end each run after S real seconds (60)"), FLAG_TIMEOUT },
	{ "allow-commands", NULL, N_("let the recipe start any program, as you could"), FLAG_ALLOW_COMMANDS },
	{ "json", NULL, N_("print one JSON object"), FLAG_JSON },
	{ NULL, NULL, NULL, 0 },
};

struct reading {
	struct diff_words *words;
	int schedules;       /* --schedule: how many */
	const char *of_runs; /* the last option that only a recipe's runs can have; NULL none */
};

static int set_engine(struct launch *launch, const char *name, struct error *error)
{
	if (!engine_named(name) || !strcmp(name, "sequential"))
		return error_set(error, _("diff: there are no schedules on '%s': threads, loop, processes or instances would be right"), name);
	snprintf(launch->engine, sizeof launch->engine, "%s", name);
	return 0;
}

static int add_schedule(struct reading *reading, const char *value, struct error *error)
{
	if (reading->schedules == 2)
		return error_set(error, _("diff: a third schedule, '%.200s', is too much: two are compared"), value);
	reading->words->names[reading->schedules++] = value;
	return 0;
}

static int take_flag(struct reading *reading, int code, const char *value, struct error *error)
{
	struct launch *launch = &reading->words->launch;
	for (const struct flag *flag = flags; flag->name; flag++)
		if (flag->code == code && code != FLAG_JSON)
			reading->of_runs = flag->name;
	switch (code) {
	case FLAG_SCHEDULE: return add_schedule(reading, value, error);
	case FLAG_SET: return flags_setting("diff", value, launch, error);
	case FLAG_ENGINE: return set_engine(launch, value, error);
	case FLAG_SEED: return flags_whole("seed", value, &launch->seed, error);
	case FLAG_TIMEOUT: return flags_number("number of seconds", value, 0.001, 1e6, &reading->words->timeout_s, error);
	case FLAG_ALLOW_COMMANDS: strcpy(launch->commands, "all"); return 0;
	default: reading->words->json = true; return 0;
	}
}

static int check_schedule(const char *typed, struct error *error)
{
	struct schedule schedule;
	if (schedule_read(&schedule, typed, error))
		return -1;
	schedule_release(&schedule);
	return 0;
}

/* RECIPE and two schedules, in whichever way they were given. */
static int take_recipe(struct reading *reading, const char *recipe, struct error *error)
{
	struct diff_words *words = reading->words;
	words->recipe = true;
	return diff_wrong_recipe(recipe, error) || data_recipe(recipe, &words->launch, error) || check_schedule(words->names[0], error) || check_schedule(words->names[1], error) ? -1 : 0;
}

static int take_files(struct reading *reading, char **names, struct error *error)
{
	if (diff_wrong_files(names, error))
		return -1;
	if (reading->of_runs)
		return error_set(error, _("diff: --%s is for schedules of a recipe; '%.200s' and '%.200s' would be saved runs. RECIPE --schedule S1 --schedule S2 would be right"), reading->of_runs, names[0],
			names[1]);
	reading->words->names[0] = names[0];
	reading->words->names[1] = names[1];
	return 0;
}

static int take_names(struct reading *reading, int count, char **names, struct error *error)
{
	if (reading->schedules == 0 && count == 2)
		return take_files(reading, names, error);
	if (reading->schedules == 0 && count == 3) {
		reading->words->names[0] = names[1];
		reading->words->names[1] = names[2];
		return take_recipe(reading, names[0], error);
	}
	if (reading->schedules == 2 && count == 1)
		return take_recipe(reading, names[0], error);
	return diff_wrong_count(count, names, reading->schedules, error);
}

static int read_words(struct diff_words *words, int argc, char **argv, struct error *error)
{
	struct reading reading = { .words = words };
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take_flag(&reading, code, value, error))
			return -1;
	return code < 0 ? -1 : take_names(&reading, argc - optind, argv + optind, error);
}

static int compare(const struct diff_words *words)
{
	struct diff diff = { .end_count = 0 };
	struct error error;
	int status = diff_get(words, &diff);
	if (status == EXIT_DONE && diff_compare(words, &diff, &error))
		status = verb_fail(EXIT_USAGE, &error);
	if (status == EXIT_DONE) {
		diff_tell(&diff);
		if (words->json)
			diff_print_json(stdout, words, &diff);
		else
			diff_say(stdout, words, &diff);
		status = diff_is_same(&diff) ? EXIT_DONE : EXIT_WRONG;
	}
	if (fflush(stdout) || ferror(stdout)) {
		error_set(&error, _("the output cannot be written: %s"), strerror(errno));
		status = verb_fail(EXIT_USAGE, &error);
	}
	diff_release(&diff);
	return status;
}

static int diff_run(int argc, char **argv)
{
	struct diff_words words = { .timeout_s = TIMEOUT_S };
	struct error error;
	launch_init(&words.launch);
	words.launch.seed = 1;
	int status = read_words(&words, argc, argv, &error) ? verb_fail(EXIT_USAGE, &error) : compare(&words);
	launch_release(&words.launch);
	return status;
}

const struct verb verb_diff = {
	.name = "diff",
	.arguments = "FIRST SECOND [options]",
	.summary = N_("Say where two runs part, and what each led to"),
	.about = N_("FIRST and SECOND were written by `lunchrush run --trace FILE`. Or RECIPE --schedule S1 --schedule S2 (or RECIPE S1 S2): two schedules of\n"
		"one recipe, taken here. Exit status: 0 the same happened in both (times aside); 1 they differ; 2 wrong usage or unreadable input.\n"),
	.flags = flags,
	.run = diff_run,
};
