/* run.c - `lunchrush run`: start a kitchen, and show it on the screen, in words, or as one report. */
#include "cli/data.h"
#include "cli/launch_flags.h"
#include "cli/prompt.h"
#include "cli/show.h"
#include "cli/verb.h"
#include "cli/wishes.h"
#include "kitchen/kitchen.h"
#include "stage/info.h"
#include "trace/tongue.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
	FLAG_ENGINE = 1, FLAG_GIL, FLAG_NO_GIL, FLAG_GIL_INTERVAL, FLAG_SET, FLAG_PACE, FLAG_SEED, FLAG_TRACE, FLAG_NO_TRACE, FLAG_TIMEOUT,
	FLAG_SCHEDULE, FLAG_POLICY, FLAG_KILL, FLAG_URL, FLAG_ALLOW_COMMANDS, FLAG_EXPLORE,
	FLAG_SHOW, /* and above: those of show.h */
};

static const struct flag flags[] = {
	{ "engine", "NAME", N_("threads, loop, processes, instances or sequential; as the recipe likes when left out"), FLAG_ENGINE },
	{ "gil", NULL, N_("one lock around all Lua on threads"), FLAG_GIL },
	{ "no-gil", NULL, N_("no such lock: threads run at the same time"), FLAG_NO_GIL },
	{ "gil-interval", "MS", N_("how long a thread keeps the GIL when others want it (5)"), FLAG_GIL_INTERVAL },
	{ "set", "NAME=VALUE", N_("a setting of the recipe; may be given more than once"), FLAG_SET },
	{ "pace", "X", N_("kitchen seconds per real second, or max"), FLAG_PACE },
	{ "seed", "N", N_("where random() and the arrivals begin (1 with --schedule)"), FLAG_SEED },
	{ "trace", "FILE", N_("also save the run, for `lunchrush replay FILE`"), FLAG_TRACE },
	{ "no-trace", NULL, N_("record no events at all (with --json or --plain)"), FLAG_NO_TRACE },
	{ "timeout", "S", N_("end the run after S real seconds"), FLAG_TIMEOUT },
	{ "schedule", "STRING", N_("under control, in virtual time: who takes each step, as in A B3 C*"), FLAG_SCHEDULE },
	{ "policy", "NAME", N_("under control: round-robin, random (by the seed), fifo, priority or inherit"), FLAG_POLICY },
	{ "kill", "NAME@STEP", N_("kill that worker, which must be a process, right before that step of its own"), FLAG_KILL },
	{ "url", "URL", N_("the real service that service{} stands for, and none of our own"), FLAG_URL },
	{ "allow-commands", NULL, N_("let the recipe start any program, as you could; else each is asked for"), FLAG_ALLOW_COMMANDS },
	{ "explore", NULL, N_("on the screen: count all schedules at once, as F3 does"), FLAG_EXPLORE },
	SHOW_FLAGS(FLAG_SHOW),
	{ NULL, NULL, NULL, 0 },
};

struct run {
	struct launch launch;
	struct show show;
	bool paced; /* --pace was given */
	bool seeded; /* --seed was given */
	bool engine_said; /* --engine was given */
	const char *theme; /* --theme; NULL */
};

static int set_kill(struct run *run, const char *value, struct error *error)
{
	const char *at = strrchr(value, '@');

	if (!at || at == value || !at[1] || strspn(at + 1, "0123456789") != strlen(at + 1) || atol(at + 1) < 1 || strlen(value) >= sizeof run->launch.kill)
		return error_set(error, _("run: --kill %s: NAME@STEP would be right, a worker's name or letter and the number of a step of its own, as in A@3"), value);
	strcpy(run->launch.kill, value);
	return 0;
}

static int set_gil_interval(struct run *run, const char *typed, struct error *error)
{
	double ms;

	if (flags_number(_("number of milliseconds"), typed, 0.01, 10000, &ms, error))
		return error_set(error, _("run: --gil-interval: %s"), error->text);
	run->launch.gil_interval_s = ms / 1000;
	return 0;
}

static int take_flag(struct run *run, int code, const char *value, struct error *error)
{
	switch (code) {
	case FLAG_ENGINE: run->engine_said = true; return launch_flag_engine("run", value, &run->launch, error);
	case FLAG_GIL: run->launch.gil = 1; return 0;
	case FLAG_NO_GIL: run->launch.gil = 0; return 0;
	case FLAG_GIL_INTERVAL: return set_gil_interval(run, value, error);
	case FLAG_SET: return flags_setting("run", value, &run->launch, error);
	case FLAG_PACE: run->paced = true; return flags_pace("run", value, &run->launch, error);
	case FLAG_SEED: run->seeded = true; return flags_whole("seed", value, &run->launch.seed, error);
	case FLAG_TRACE: run->show.trace_path = value; return 0;
	case FLAG_NO_TRACE: run->launch.trace = false; return 0;
	case FLAG_TIMEOUT: return flags_number(_("number of seconds"), value, 0.001, 1e6, &run->launch.timeout_s, error);
	case FLAG_SCHEDULE: return launch_flag_schedule(value, &run->launch, error);
	case FLAG_KILL: return set_kill(run, value, error);
	case FLAG_URL: return flags_url("run", value, &run->launch, error);
	case FLAG_EXPLORE: run->show.explore = true; return 0;
	case FLAG_ALLOW_COMMANDS: strcpy(run->launch.commands, "all"); return 0;
	case FLAG_POLICY: return launch_flag_policy("run", value, &run->launch, error);
	case FLAG_SHOW + SHOW_FLAG_THEME: run->theme = value; return show_flag(&run->show, SHOW_FLAG_THEME, value, error);
	default: return show_flag(&run->show, code - FLAG_SHOW, value, error);
	}
}

/* A seed that is short enough to say aloud. */
static uint64_t any_seed(void)
{
	uint32_t number = 1;

	if (getrandom(&number, sizeof number, GRND_NONBLOCK) < 0)
		number = 1;
	return number % 999999 + 1;
}

static int read_flags(struct run *run, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take_flag(run, code, value, error))
			return -1;
	return code;
}

/* Which recipe: the one named, or the one that opens first. */
static int choose_recipe(struct run *run, int argc, char **argv, struct error *error)
{
	char first[64];

	if (argc - optind > 1)
		return error_set(error, _("run: '%s' is too much: one recipe at a time"), argv[optind + 1]);
	if (optind < argc)
		return data_recipe(argv[optind], &run->launch, error);
	return data_first(first, sizeof first, error) || data_recipe(first, &run->launch, error) ? -1 : 0;
}

/* What no flag says, lunchrush.ini or the environment may: an engine only where the recipe runs on it, and no schedule or policy is given, which need one where somebody can choose. */
static void take_config(struct run *run)
{
	const struct config *config = wishes_config();
	const char *engine = config->values[CONFIG_ENGINE], *pace = config->values[CONFIG_PACE];
	struct recipe_card card;
	struct info info = { .title = "" };
	struct error error;

	if (*pace && !run->paced)
		flags_pace("run", pace, &run->launch, &error);
	if (!*engine || run->engine_said || run->launch.schedule || *run->launch.policy || recipe_card_read(run->launch.path, run->launch.file, run->launch.recipe, &card, &error))
		return;
	snprintf(info.engines, sizeof info.engines, "%s", card.engines);
	if (info_runs_on(&info, engine))
		snprintf(run->launch.engine, sizeof run->launch.engine, "%.15s", engine);
}

/* What is read is not written over. */
static int trace_check(const struct run *run, struct error *error)
{
	const char *to = run->show.trace_path, *read[] = { run->launch.path, run->theme };

	for (size_t i = 0; to && i < sizeof read / sizeof *read; i++)
		if (read[i] && data_same_file(to, read[i]))
			return error_set(error, _("run: --trace %s would be written over %s, which is read"), to, read[i]);
	return 0;
}

static int check(struct run *run, struct error *error)
{
	take_config(run);
	if (trace_check(run, error))
		return -1;
	if (run->launch.schedule && !run->seeded)
		run->launch.seed = 1; /* as in `explore`: a schedule string alone says which run it is */
	if (show_settle(&run->show, error))
		return -1;
	if (!run->launch.trace && run->show.trace_path)
		return error_set(error, _("run: --trace saves what --no-trace leaves out; one of the two would be right"));
	if (!run->launch.trace && run->show.how == SHOW_SCREEN)
		return error_set(error, _("run: with --no-trace there is nothing to see on a screen; add --plain or --json"));
	if (run->show.explore && run->show.how != SHOW_SCREEN)
		return error_set(error, _("run: --explore is of the screen; without one, `lunchrush explore %s` counts its schedules"), run->launch.recipe);
	if (launch_flags_check("run", &run->launch, error))
		return -1;
	if (run->show.how == SHOW_SCREEN && run->launch.schedule && !*run->launch.policy)
		snprintf(run->launch.policy, sizeof run->launch.policy, "hand"); /* after the schedule a person chooses */
	if (!*run->launch.commands && (run->show.how == SHOW_SCREEN || prompt_possible()))
		strcpy(run->launch.commands, "ask");
	run->launch.events = run->launch.trace && (run->show.how != SHOW_JSON || run->show.trace_path);
	return 0;
}

/* Whether the run will be on this engine: asked for, or as the recipe likes. */
static bool is_on(const struct launch *launch, const char *engine)
{
	struct recipe_card card;
	struct error error;

	if (*launch->engine)
		return strcmp(launch->engine, engine) == 0;
	return recipe_card_read(launch->path, launch->file, launch->recipe, &card, &error) == 0 && strcmp(card.engine, engine) == 0;
}

static int start(struct run *run, struct error *error)
{
	struct source *source;

	if (run->launch.gil == 1 && is_on(&run->launch, "processes"))
		fprintf(stderr, _("lunchrush: run: --gil changes nothing here: each process has an interpreter of its own, and no lock around it\n"));
	if (run->launch.gil == 1 && is_on(&run->launch, "sequential"))
		fprintf(stderr, _("lunchrush: run: --gil changes nothing here: one after another, nobody else wants it\n"));
	if (run->launch.gil == 1 && is_on(&run->launch, "loop"))
		fprintf(stderr, _("lunchrush: run: --gil changes nothing here: an event loop has no GIL, one task at a time has control anyway\n"));
	source = source_kitchen(&run->launch, run->show.trace_path, error);
	if (!source)
		return verb_fail(EXIT_USAGE, error);
	return show_source(&run->show, source, &run->launch, run->launch.recipe);
}

static int run_run(int argc, char **argv)
{
	struct run run = { .show = { .how = SHOW_BY_TERMINAL } };
	struct error error;
	int status = EXIT_USAGE;

	launch_init(&run.launch);
	run.launch.seed = any_seed();
	signal(SIGXFSZ, SIG_IGN); /* a file may not be as long as that: it is told */
	if (read_flags(&run, argc, argv, &error) || choose_recipe(&run, argc, argv, &error) || check(&run, &error))
		verb_fail(status, &error);
	else
		status = start(&run, &error);
	launch_release(&run.launch);
	return status;
}

const struct verb verb_run = {
	.name = "run",
	.arguments = "[RECIPE] [options]",
	.summary = N_("Run a recipe: on the screen, or in words where there is none"),
	.about = N_("RECIPE is a name that `lunchrush list` prints, or the path of a file. On a terminal the screen opens; ? there lists the keys.\n"
		 "In a schedule A is one step of worker A, A3 three, A* steps until A waits or ends; @ is the main task.\n"),
	.flags = flags,
	.run = run_run,
};
