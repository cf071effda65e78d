/* compare.c - `lunchrush compare`: the same recipe on one engine after another, measured. */
#include "cli/compare_cli.h"
#include "cli/data.h"
#include "trace/near.h"
#include "cli/show.h"
#include "cli/verb.h"
#include "trace/tongue.h"
#include "tui/side.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define RUNS 3
#define RUNS_SHOWN 1 /* on the screen, where r runs it again */
#define RUNS_MOST 1000

enum { FLAG_ENGINES = 1, FLAG_SET, FLAG_SEED, FLAG_PACE, FLAG_RUNS, FLAG_TIMEOUT, FLAG_ALLOW_COMMANDS, FLAG_SHOW };

/* What was asked for, and how it is to be shown. */
struct compare_asked {
	struct compare_words words;
	struct show show;
};

static const struct flag flags[] = {
	{ "engines", "LIST", N_("of sequential,threads,threads+gil,loop,processes; all when left out"), FLAG_ENGINES },
	{ "set", "NAME=VALUE", N_("a setting of the recipe; may be given more than once"), FLAG_SET },
	{ "seed", "N", N_("where random() and the arrivals begin, the same on each (1)"), FLAG_SEED },
	{ "pace", "X", N_("kitchen seconds per real second, or max"), FLAG_PACE },
	{ "runs", "N", N_("runs on each engine; the one of median length counts (3; on the screen 1, at most 9)"), FLAG_RUNS },
	{ "timeout", "S", N_("end each run after S real seconds"), FLAG_TIMEOUT },
	{ "allow-commands", NULL, N_("let the recipe start any program, as you could"), FLAG_ALLOW_COMMANDS },
	{ "plain", NULL, N_("print the table, without a screen"), FLAG_SHOW + SHOW_FLAG_PLAIN },
	{ "json", NULL, N_("print one JSON object for each recipe, on a line of its own"), FLAG_SHOW + SHOW_FLAG_JSON },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), FLAG_SHOW + SHOW_FLAG_THEME },
	{ "ascii", NULL, N_("draw with ASCII signs only"), FLAG_SHOW + SHOW_FLAG_ASCII },
	{ "glyphs", "NAME", N_("signs: kitchen, plain or ascii"), FLAG_SHOW + SHOW_FLAG_GLYPHS },
	{ "reduced-motion", NULL, N_("things jump instead of gliding"), FLAG_SHOW + SHOW_FLAG_REDUCED_MOTION },
	{ NULL, NULL, NULL, 0 },
};

/* ---- reading what was asked for ---- */

static int no_such_way(const char *typed, size_t length, struct error *error)
{
	const char *names[COMPARE_WAYS], *near;
	char given[64];
	for (size_t i = 0; i < COMPARE_WAYS; i++)
		names[i] = compare_ways[i].name;
	snprintf(given, sizeof given, "%.*s", (int)length, typed);
	near = near_word(given, names, COMPARE_WAYS);
	if (near)
		return error_set(error, _("compare: --engines: there is no '%s'; is %s meant?"), given, near);
	return error_set(error, _("compare: --engines: there is no '%s'; a list of sequential, threads, threads+gil, loop and processes would be right"), given);
}

static int set_engines(struct compare_words *words, const char *list, struct error *error)
{
	words->way_count = 0;
	for (const char *at = list;; at++) {
		size_t length = strcspn(at, ",");
		const struct compare_way *way = compare_way_named(at, length);
		if (!way)
			return no_such_way(at, length, error);
		for (size_t i = 0; i < words->way_count; i++)
			if (words->ways[i] == way)
				return error_set(error, _("compare: --engines: %s stands there twice"), way->name);
		words->ways[words->way_count++] = way;
		at += length;
		if (!*at)
			return 0;
	}
}

static int set_runs(struct compare_words *words, const char *value, struct error *error)
{
	uint64_t runs;
	if (flags_whole(_("number of runs"), value, &runs, error))
		return -1;
	if (runs < 1 || runs > RUNS_MOST)
		return error_set(error, _("'%s' is no number of runs: a whole number from 1 to %d would be right"), value, RUNS_MOST);
	words->runs = (unsigned)runs;
	return 0;
}

static int take_flag(struct compare_asked *asked, int code, const char *value, struct error *error)
{
	struct compare_words *words = &asked->words;
	switch (code) {
	case FLAG_ENGINES: return set_engines(words, value, error);
	case FLAG_SET: return flags_setting("compare", value, &words->launch, error);
	case FLAG_SEED: return flags_whole("seed", value, &words->launch.seed, error);
	case FLAG_PACE: return flags_pace("compare", value, &words->launch, error);
	case FLAG_RUNS: return set_runs(words, value, error);
	case FLAG_TIMEOUT: return flags_number(_("number of seconds"), value, 0.001, 1e6, &words->launch.timeout_s, error);
	case FLAG_ALLOW_COMMANDS: strcpy(words->launch.commands, "all"); return 0;
	default: return show_flag(&asked->show, code - FLAG_SHOW, value, error);
	}
}

/* With a terminal it is shown, unless something else was asked for. */
static int settle(struct compare_asked *asked, struct error *error)
{
	struct compare_words *words = &asked->words;
	if (show_settle(&asked->show, error))
		return -1;
	bool screen = asked->show.how == SHOW_SCREEN;
	if (screen && words->runs > SIDE_RUNS_MOST)
		return error_set(error, _("compare: %u runs of each are too many for a screen; at most %d, or --plain, would be right"), words->runs, SIDE_RUNS_MOST);
	if (!words->runs)
		words->runs = screen ? RUNS_SHOWN : RUNS;
	words->json = asked->show.how == SHOW_JSON;
	return 0;
}

static int read_words(struct compare_asked *asked, int argc, char **argv, struct error *error)
{
	struct compare_words *words = &asked->words;
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take_flag(asked, code, value, error))
			return -1;
	if (code < 0)
		return -1;
	if (optind >= argc)
		return error_set(error, _("compare: a recipe is to be named: a name that `lunchrush list` prints, or a path"));
	for (int i = optind; i < argc; i++) /* all of them before any is run */
		if (data_recipe(argv[i], &words->launch, error))
			return -1;
	return settle(asked, error);
}

/* ---- one recipe ---- */

static void print(const struct compare_words *words, const struct comparison *comparison)
{
	if (!words->json) {
		compare_say(stdout, words, comparison);
		return;
	}
	json_t *json = compare_json(words, comparison);
	char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(9));
	printf("%s\n", text ? text : "");
	free(text);
	json_decref(json);
}

/* Something is wrong with the recipe somewhere, or there is nowhere to run it. */
static bool is_wrong(const struct comparison *comparison)
{
	bool wrong = !compare_base(comparison);
	for (size_t i = 0; i < comparison->row_count; i++)
		wrong |= comparison->rows[i].is.wrong;
	return wrong;
}

static int compare_one(const struct compare_words *words)
{
	struct comparison comparison;
	struct error error;
	int status;
	if (compare_measure(words, &comparison, &status, &error))
		return verb_fail(status, &error);
	print(words, &comparison);
	if (fflush(stdout) || ferror(stdout)) {
		error_set(&error, _("the output cannot be written: %s"), strerror(errno));
		return verb_fail(EXIT_USAGE, &error);
	}
	if (comparison.signal)
		return 128 + comparison.signal;
	return is_wrong(&comparison) ? EXIT_WRONG : EXIT_DONE;
}

/* The others are still compared after one with something wrong in it, and after no worse. */
static int compare_all(struct compare_words *words, int argc, char **argv)
{
	struct error error;
	int status = EXIT_DONE;
	for (int i = optind; i < argc; i++) {
		if (i > optind && !words->json)
			printf("\n");
		if (data_recipe(argv[i], &words->launch, &error))
			return verb_fail(EXIT_USAGE, &error);
		int one = compare_one(words);
		if (one > EXIT_WRONG)
			return one;
		status = one > status ? one : status;
	}
	return status;
}

static int compare_run_verb(int argc, char **argv)
{
	struct compare_asked asked = { .words = { .way_count = COMPARE_WAYS } };
	struct compare_words *words = &asked.words;
	struct error error;
	int status;
	launch_init(&words->launch);
	words->launch.seed = 1;
	for (size_t i = 0; i < COMPARE_WAYS; i++)
		words->ways[i] = &compare_ways[i];
	if (read_words(&asked, argc, argv, &error))
		status = verb_fail(EXIT_USAGE, &error);
	else if (asked.show.how == SHOW_SCREEN)
		status = compare_on_screen(words, argc - optind, argv + optind);
	else
		status = compare_all(words, argc, argv);
	launch_release(&words->launch);
	return status;
}

const struct verb verb_compare = {
	.name = "compare",
	.arguments = "RECIPE... [options]",
	.summary = N_("Run a recipe on each engine, and put the figures side by side"),
	.about = N_("On a terminal the kitchens are then shown side by side, by one clock; the table is printed when one leaves. ? there lists the keys.\n"
		 "Kitchens run one after another, at full speed, with one seed. sequential runs each task to its end when it is made; threads+gil is threads with\n"
		 "one lock around all Lua. An engine on which the recipe cannot run is said to be n/a, with the reason; in JSON it stands under left_out.\n"
		 "Exit status: 0 all is well; 1 an error, a deadlock or a broken expectation on one of them, or no engine can run it.\n"),
	.flags = flags,
	.run = compare_run_verb,
};
