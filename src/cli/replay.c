/* replay.c - `lunchrush replay`: a saved run once more, on the screen, in words, or its report. */
#include "cli/data.h"
#include "cli/show.h"
#include "cli/verb.h"
#include "engine/engine.h"
#include "record/origin.h"
#include "schedule/policy.h"
#include "schedule/schedule.h"
#include "trace/tongue.h"

#include <getopt.h>
#include <string.h>

enum { FLAG_SHOW = 1 };

static const struct flag flags[] = {
	SHOW_FLAGS(FLAG_SHOW),
	{ NULL, NULL, NULL, 0 },
};

static int read_flags(struct show *show, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (show_flag(show, code - FLAG_SHOW, value, error))
			return -1;
	return code;
}

/* Of a lesson there is no one run: it is begun where it was recorded. */
static int replay_lesson(const char *lesson)
{
	char *argv[] = { "learn", (char *)lesson, NULL };

	flags_reset();
	return verb_learn.run(2, argv);
}

/* A run that was not kept is started again, as it was: under control it is the same. Only a screen has somebody to choose by hand. */
static int replay_anew(const struct show *show, struct origin *origin)
{
	struct launch *launch = &origin->launch;
	struct error error;
	struct source *source;

	if (data_recipe(origin->recipe, launch, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (show->how == SHOW_SCREEN)
		snprintf(launch->commands, sizeof launch->commands, "ask");
	else if (!strcmp(launch->policy, "hand"))
		launch->policy[0] = '\0';
	source = source_kitchen(launch, NULL, &error);
	return source ? show_source(show, source, launch, origin->recipe) : verb_fail(EXIT_USAGE, &error);
}

/* The run of a recording, in the usual screen; from any moment of it one drives on, where its recipe is found. */
static int replay_origin(const struct show *show, struct origin *origin)
{
	struct launch *launch = &origin->launch;
	struct error error;
	struct source *source;

	if (!*origin->trace && *origin->lesson)
		return replay_lesson(origin->lesson);
	if (!*origin->trace && *origin->recipe)
		return replay_anew(show, origin);
	source = *origin->trace ? source_file(origin->trace, &error) : NULL;
	if (!source) {
		if (!*origin->trace)
			error_set(&error, _("replay: that recording says neither which run nor which lesson it is of"));
		return verb_fail(EXIT_USAGE, &error);
	}
	if (!*origin->recipe || data_recipe(origin->recipe, launch, &error))
		launch = NULL; /* it can only be looked at */
	if (launch)
		snprintf(launch->commands, sizeof launch->commands, "ask");
	return show_source(show, source, launch, *origin->recipe ? origin->recipe : NULL);
}

/* Each as if it were typed, whether or not it is needed to show the run: a header that says nonsense is damaged. */
static int launch_check(const struct launch *launch, struct error *error)
{
	struct schedule schedule;

	if (launch->schedule) {
		if (schedule_read(&schedule, launch->schedule, error))
			return -1;
		schedule_release(&schedule);
	}
	if (*launch->policy && strcmp(launch->policy, "hand") && policy_named(launch->policy) == POLICY_COUNT)
		return error_set(error, _("there is no policy '%s'; there are round-robin, random, fifo, priority and inherit"), launch->policy);
	if (*launch->engine && !engine_named(launch->engine))
		return error_set(error, _("there is no engine '%s': threads, loop, processes, instances or sequential would be right"), launch->engine);
	return 0;
}

/* Whether FILE is a recording of a terminal: then it has been dealt with. */
static bool replay_cast(const struct show *show, const char *file, int *status)
{
	struct origin origin;
	struct error error, words;
	enum origin_is is = origin_read(&origin, file, &error);

	if (is == ORIGIN_OURS && launch_check(&origin.launch, &words)) {
		is = ORIGIN_WRONG;
		error_set(&error, "%s: %s", file, words.text);
	}
	if (is == ORIGIN_OURS)
		*status = replay_origin(show, &origin);
	else if (is != ORIGIN_NOT_CAST)
		*status = verb_fail(EXIT_USAGE, &error);
	origin_release(&origin);
	return is != ORIGIN_NOT_CAST;
}

static int replay_run(int argc, char **argv)
{
	struct show show = { .how = SHOW_BY_TERMINAL };
	struct source *source;
	struct error error;
	const char *slash;
	int status;

	if (read_flags(&show, argc, argv, &error) || show_settle(&show, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (argc - optind != 1) {
		error_set(&error, argc == optind ? _("replay: which file? One that `lunchrush run --trace FILE` has written would be right")
						  : _("replay: '%s' is too much: one file at a time"), argv[argc - 1]);
		return verb_fail(EXIT_USAGE, &error);
	}
	if (replay_cast(&show, argv[optind], &status))
		return status;
	source = source_file(argv[optind], &error);
	if (!source)
		return verb_fail(EXIT_USAGE, &error);
	slash = strrchr(argv[optind], '/');
	return show_source(&show, source, NULL, slash ? slash + 1 : argv[optind]);
}

const struct verb verb_replay = {
	.name = "replay",
	.arguments = "FILE [options]",
	.summary = N_("Show a saved run again"),
	.about = N_("FILE was written by `lunchrush run --trace FILE`, or is a recording by `lunchrush record`: then its run is shown, and s drives on from any moment; of one by the key R the recipe is\n"
		 "started again, as it was. Of a file that is cut off or damaged, as much as is whole is shown, and one\n"
		 "line says at which byte it goes wrong.\n"),
	.flags = flags,
	.run = replay_run,
};
