/* replay.c - `lunchrush replay`: a saved run once more, on the screen, in words, or its report. */
#include "cli/data.h"
#include "cli/learn.h"
#include "cli/replay_find.h"
#include "cli/show.h"
#include "cli/verb.h"
#include "engine/engine.h"
#include "lesson/shelf.h"
#include "record/film.h"
#include "schedule/policy.h"
#include "schedule/schedule.h"
#include "trace/tongue.h"

#include <getopt.h>
#include <limits.h>
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

/* The last step that the recording reached: its markers say so ("2: look"). False: it does not say. */
static bool step_reached(const char *cast, const char *typed, char *to, size_t size)
{
	struct error unsaid;
	char folder[1024], label[128];
	size_t count = 0;
	struct lesson *lesson = shelf_find(data_directory(), typed, folder, &unsaid) ? NULL : lesson_load(folder, lesson_language(), &unsaid);
	struct film *film = lesson ? film_load(cast, &unsaid) : NULL;
	const struct film_mark *marks = film ? film_marks(film, &count) : NULL;
	bool found = false;
	for (size_t mark = count; mark-- > 0 && !found;)
		for (size_t i = 0; lesson && i < lesson->step_count && !found; i++) {
			snprintf(label, sizeof label, "%zu: %s", i + 1, lesson->steps[i].name);
			found = !strcmp(marks[mark].label, label);
			if (found)
				snprintf(to, size, "%s", lesson->steps[i].name);
		}
	if (film)
		film_free(film);
	lesson_free(lesson);
	return found;
}

/* Of a lesson there is no one run: it is opened where the recording left it, and nothing that is done then is kept. */
static int replay_lesson(const struct show *show, const char *cast, const char *lesson)
{
	struct error error;
	char step[64];

	if (show->how == SHOW_JSON) {
		error_set(&error, _("%s is of the lesson %s, which is no one run: it has no report; without --json the lesson opens at the step that was reached"), cast, lesson);
		return verb_fail(EXIT_USAGE, &error);
	}
	return learn_look(lesson, step_reached(cast, lesson, step, sizeof step) ? step : NULL, show);
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

/* From any moment of it one drives on, where its recipe is found: by the recording's header, else by the trace's. */
static int replay_trace(struct show *show, struct origin *origin, const char *trace)
{
	struct launch *launch = &origin->launch;
	struct error error, why = { "" };
	struct source *source = source_file(trace, &error);

	if (!source)
		return verb_fail(EXIT_USAGE, &error);
	if (*origin->recipe ? data_recipe(origin->recipe, launch, &why) : replay_launch(trace, launch, &why))
		launch = NULL; /* it can only be looked at */
	if (launch) {
		snprintf(launch->commands, sizeof launch->commands, "ask");
		if (!strcmp(launch->policy, "hand"))
			launch->policy[0] = '\0'; /* it is looked at first; s takes control */
	} else if (show->how == SHOW_SCREEN)
		show->said = why.text;
	return show_source(show, source, launch, *origin->recipe ? origin->recipe : strrchr(trace, '/') ? strrchr(trace, '/') + 1 : trace);
}

static bool is_controlled(const struct launch *launch)
{
	return launch->schedule || *launch->policy;
}

/* A run that is always the same may be moved without its trace; another is not the same twice. */
static int replay_origin(const struct show *show, struct origin *origin, const char *cast)
{
	struct show now = *show;
	struct error error, said;
	char trace[PATH_MAX], words[sizeof said.text + 200];
	bool named = *origin->trace != '\0';

	if (*origin->lesson)
		return replay_lesson(show, cast, origin->lesson);
	replay_find(origin, cast, trace, sizeof trace, &said);
	if (*trace)
		return replay_trace(&now, origin, trace);
	if (*origin->recipe && (is_controlled(&origin->launch) || !named)) {
		snprintf(words, sizeof words, _("%s: it is started again as it was recorded."), said.text);
		now.said = *said.text ? words : NULL;
		return replay_anew(&now, origin);
	}
	if (*said.text)
		error_set(&error, "%s", said.text);
	else if (named)
		error_set(&error, _("%s, the run of that recording, is not there: a free run is not the same twice, so it lies beside its recording"), origin->trace);
	else
		error_set(&error, _("replay: that recording says neither which run nor which lesson it is of"));
	return verb_fail(EXIT_USAGE, &error);
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
		*status = replay_origin(show, &origin, file);
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
	.about = N_("FILE was written by `lunchrush run --trace FILE`, or is a recording, by `lunchrush record` or the key R: then its run, which lies beside it, is shown, and s drives on from any moment;\n"
		 "of a lesson the step opens that was reached. Of a file that is cut off or damaged, as much as is whole is shown, and one\n"
		 "line says at which byte it goes wrong.\n"),
	.flags = flags,
	.run = replay_run,
};
