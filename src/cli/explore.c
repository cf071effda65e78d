/* explore.c - `lunchrush explore`: count every schedule of a recipe, and say how many fail. */
#include "cli/data.h"
#include "cli/explore_cli.h"
#include "cli/verb.h"
#include "trace/tongue.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { FLAG_ENGINE = 1, FLAG_SET, FLAG_NTH, FLAG_SAMPLE, FLAG_FAILING, FLAG_PREEMPTIONS, FLAG_MAX_STEPS, FLAG_SEED, FLAG_TIMEOUT, FLAG_ONE_BY_ONE, FLAG_FREE_RUNS, FLAG_JSON };

static const struct flag flags[] = {
	{ "engine", "NAME", N_("threads, loop or processes; as the recipe likes when left out"), FLAG_ENGINE },
	{ "set", "NAME=VALUE", N_("a setting of the recipe; may be given more than once"), FLAG_SET },
	{ "nth", "N", N_("print the schedule of this number, from 1, and no more"), FLAG_NTH },
	{ "sample", "K", N_("print K schedules, evenly chosen, and no more"), FLAG_SAMPLE },
	{ "failing", NULL, N_("with --nth and --sample: of those that fail"), FLAG_FAILING },
	{ "preemptions", "N", N_("only schedules with at most N preemptions"), FLAG_PREEMPTIONS },
	{ "max-steps", "N", N_("steps of one schedule at most (100000)"), FLAG_MAX_STEPS },
	{ "seed", "N", N_("of random(), of --sample and of random walks (1)"), FLAG_SEED },
	{ "timeout", "S", N_("end after S real seconds, with what is known by then"), FLAG_TIMEOUT },
	{ "one-by-one", NULL, N_("play every schedule by itself: slow, to check the counting"), FLAG_ONE_BY_ONE },
	{ "free-runs", "N", N_("also run it freely N times, and say how often it ends in which way"), FLAG_FREE_RUNS },
	{ "json", NULL, N_("print one JSON object"), FLAG_JSON },
	{ NULL, NULL, NULL, 0 },
};

/* ---- reading what was asked for ---- */

/* Add to the end of a text of that size, as far as there is room. */
static void add(char *to, size_t size, const char *text)
{
	size_t length = strlen(to);

	snprintf(to + length, size - length, "%s", text);
}

/* For another command line: a space, the option, and its value, quoted where a shell would not take it as it is. */
static void note_typed(char *to, size_t size, const char *option, const char *value)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%";
	bool quoted = !*value || value[strspn(value, plain)];

	add(to, size, *to ? " " : "");
	add(to, size, option);
	add(to, size, quoted ? "'" : "");
	for (; *value; value++)
		add(to, size, *value == '\'' ? "'\\''" : (char[]){ *value, 0 });
	add(to, size, quoted ? "'" : "");
}

static int set_engine(struct explore_words *words, const char *value, struct error *error)
{
	if (strcmp(value, "threads") != 0 && strcmp(value, "loop") != 0 && strcmp(value, "processes") != 0)
		return error_set(error, _("explore: there is no engine '%s' to explore; threads, loop and processes are right"), value);
	strcpy(words->launch.engine, value);
	return 0;
}

static int set_setting(struct explore_words *words, const char *typed, struct error *error)
{
	char name[64];
	const char *equals = strchr(typed, '=');

	if (!equals || equals == typed || (size_t)(equals - typed) >= sizeof name)
		return error_set(error, _("explore: --set takes NAME=VALUE, not '%.80s'"), typed);
	memcpy(name, typed, (size_t)(equals - typed));
	name[equals - typed] = 0;
	return launch_set(&words->launch, name, equals + 1, error);
}

/* The number of a schedule, which may be long; "421 failing" is understood, too. */
static int set_nth(struct explore_words *words, const char *value, struct error *error)
{
	size_t digits = strspn(value, "0123456789"), zeros = strspn(value, "0");

	if (strcmp(value + digits, " failing") == 0)
		words->failing = true;
	else if (value[digits])
		digits = 0;
	if (digits == zeros || digits - zeros > 39)
		return error_set(error, _("'%.60s' is no number of a schedule: a whole number from 1 on would be right"), value);
	snprintf(words->nth, sizeof words->nth, "%.*s", (int)(digits - zeros), value + zeros);
	return 0;
}

static int set_sample(struct explore_words *words, const char *value, struct error *error)
{
	uint64_t size;

	if (flags_whole(_("size of a sample"), value, &size, error))
		return -1;
	if (size < 1 || size > 100000)
		return error_set(error, _("'%s' is no size of a sample: a whole number from 1 to 100000 would be right"), value);
	snprintf(words->sample, sizeof words->sample, "%llu", (unsigned long long)size);
	return 0;
}

static int set_preemptions(struct explore_words *words, const char *value, struct error *error)
{
	uint64_t bound;

	if (flags_whole(_("number of preemptions"), value, &bound, error))
		return -1;
	if (bound > 1000000)
		return error_set(error, _("'%s' is no number of preemptions: a whole number from 0 to 1000000 would be right"), value);
	words->launch.preemptions = (int)bound;
	return 0;
}

static int set_free_runs(struct explore_words *words, const char *value, struct error *error)
{
	uint64_t runs;

	if (flags_whole(_("number of free runs"), value, &runs, error))
		return -1;
	if (runs < 1 || runs > 1000000)
		return error_set(error, _("'%s' is no number of free runs: a whole number from 1 to 1000000 would be right"), value);
	words->free_runs = (uint32_t)runs;
	return 0;
}

static int set_max_steps(struct explore_words *words, const char *value, struct error *error)
{
	uint64_t steps;

	if (flags_whole(_("number of steps"), value, &steps, error))
		return -1;
	if (steps < 1 || steps > 1000000000)
		return error_set(error, _("'%s' is no number of steps: a whole number from 1 to 1000000000 would be right"), value);
	words->launch.max_steps = (uint32_t)steps;
	return 0;
}

static int take_flag(struct explore_words *words, int code, const char *value, struct error *error)
{
	if (code == FLAG_ENGINE || code == FLAG_SET || code == FLAG_SEED)
		note_typed(words->typed, sizeof words->typed, code == FLAG_ENGINE ? "--engine " : code == FLAG_SET ? "--set " : "--seed ", value);
	switch (code) {
	case FLAG_ENGINE: return set_engine(words, value, error);
	case FLAG_SET: return set_setting(words, value, error);
	case FLAG_NTH: return set_nth(words, value, error);
	case FLAG_SAMPLE: return set_sample(words, value, error);
	case FLAG_PREEMPTIONS: return set_preemptions(words, value, error);
	case FLAG_MAX_STEPS: return set_max_steps(words, value, error);
	case FLAG_SEED: return flags_whole("seed", value, &words->launch.seed, error);
	case FLAG_TIMEOUT: return flags_number(_("number of seconds"), value, 0.001, 1e6, &words->launch.timeout_s, error);
	case FLAG_FREE_RUNS: return set_free_runs(words, value, error);
	case FLAG_FAILING: words->failing = true; return 0;
	case FLAG_ONE_BY_ONE: words->launch.one_by_one = true; return 0;
	default: words->json = true; return 0;
	}
}

static int read_words(struct explore_words *words, int argc, char **argv, struct error *error)
{
	const char *value;
	char options[sizeof words->typed];
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take_flag(words, code, value, error))
			return -1;
	if (code < 0)
		return -1;
	if (argc - optind != 1)
		return error_set(error, _("explore: one recipe is to be named: a name that `lunchrush list` prints, or a path"));
	if (*words->nth && *words->sample)
		return error_set(error, _("explore: --nth and --sample do not go together"));
	if (words->failing && !*words->nth && !*words->sample)
		return error_set(error, _("explore: --failing says which schedules --nth and --sample mean, and neither is given"));
	if (words->free_runs && (*words->nth || *words->sample))
		return error_set(error, _("explore: --nth and --sample print schedules and no more; --free-runs does not go with them"));
	strcpy(options, words->typed);
	*words->typed = '\0';
	note_typed(words->typed, sizeof words->typed, "", argv[optind]);
	add(words->typed, sizeof words->typed, *options ? " " : "");
	add(words->typed, sizeof words->typed, options);
	words->launch.stay = *words->nth || *words->sample;
	return data_recipe(argv[optind], &words->launch, error);
}

/* ---- saying what was counted ---- */

static bool all_is_well(const json_t *answer)
{
	const char *failing = json_string_value(json_object_get(answer, "failing"));

	return failing && strcmp(failing, "0") == 0 && json_is_true(json_object_get(answer, "complete"));
}

static void print_schedules(const json_t *schedules)
{
	const json_t *one;
	size_t i;

	json_array_foreach(schedules, i, one)
		printf("%s\n", json_string_value(one) ? json_string_value(one) : "");
}

static void print_json(json_t *answer, const struct explore_told *told)
{
	char *text;

	if (told->schedules)
		json_object_set(answer, "sample", told->schedules);
	text = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(9));
	printf("%s\n", text ? text : "");
	free(text);
}

/* The kitchen counted. */
static int tell_answer(const struct explore_words *words, json_t *answer, const struct explore_told *told)
{
	struct error error;

	if (*told->refused) {
		error_set(&error, "%s", told->refused);
		return verb_fail(EXIT_USAGE, &error);
	}
	if (words->free_runs && !told->signal && explore_free(words, answer, &error))
		return verb_fail(EXIT_DIED, &error);
	if (words->json)
		print_json(answer, told);
	else if (told->schedules)
		print_schedules(told->schedules);
	else {
		explore_say(stdout, answer, words);
		explore_free_say(stdout, answer);
	}
	if (told->signal)
		return 128 + told->signal;
	return told->schedules || all_is_well(answer) ? EXIT_DONE : EXIT_WRONG;
}

static int tell(const struct explore_words *words, const struct explore_told *told)
{
	json_t *answer = told->report ? json_loads(told->report, 0, NULL) : NULL;
	struct error error;
	int status;

	if (json_object_get(answer, "schedules")) {
		status = tell_answer(words, answer, told);
	} else {
		const char *why = json_string_value(json_object_get(answer, "error"));
		error_set(&error, "%s", why ? why : _("the exploration was ended before it could tell what it knows"));
		status = verb_fail(told->signal ? 128 + told->signal : json_is_true(json_object_get(answer, "misuse")) ? EXIT_USAGE : EXIT_WRONG, &error);
	}
	json_decref(answer);
	return status;
}

static int explore_run_verb(int argc, char **argv)
{
	struct explore_words words = { 0 };
	struct explore_told told;
	struct error error;
	int status;

	launch_init(&words.launch);
	words.launch.explore = true;
	words.launch.trace = words.launch.events = false;
	words.launch.seed = 1;
	if (read_words(&words, argc, argv, &error)) {
		status = verb_fail(EXIT_USAGE, &error);
	} else {
		status = explore_talk(&words, &told, &error) ? verb_fail(EXIT_DIED, &error) : tell(&words, &told);
		explore_told_release(&told);
	}
	launch_release(&words.launch);
	return status;
}

const struct verb verb_explore = {
	.name = "explore",
	.arguments = "RECIPE [options]",
	.summary = N_("Count every schedule of a recipe, and say how many fail"),
	.about = N_("Runs the recipe again and again in virtual time and chooses who goes next, until every schedule is counted. Where there are too many\n"
		 "states, it counts those with few preemptions and walks at random, and says so. Ctrl-C ends with what is known. Exit status: 0 no\n"
		 "schedule fails, or the schedules asked for are printed; 1 some fail or not all are counted."),
	.flags = flags,
	.run = explore_run_verb,
};
