/* learn.c - `lunchrush learn`: a lesson at one's own pace, on the screen or told in lines.
 *
 * A lesson is left for a recipe that one of its links leads to, and shown again where it was. */
#include "cli/learn.h"
#include "cli/aloud.h"
#include "cli/compare_cli.h"
#include "cli/data.h"
#include "cli/pages.h"
#include "cli/verb.h"
#include "cli/wishes.h"
#include "kitchen/kitchen.h"
#include "lesson/lesson.h"
#include "lesson/shelf.h"
#include "trace/tongue.h"
#include "tui/lesson.h"
#include "tui/reel.h"
#include "tui/terminal.h"
#include "tui/tui.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { FLAG_STEP = 1, FLAG_STATUS, FLAG_RESET, FLAG_YES, FLAG_EXPORT, FLAG_IMPORT, FLAG_WRAP, FLAG_ALLOW_COMMANDS, FLAG_SHOW };

static const struct flag flags[] = {
	{ "step", "NAME", N_("begin at this step"), FLAG_STEP },
	{ "status", NULL, N_("say how far you are in each lesson, and run none"), FLAG_STATUS },
	{ "reset", NULL, N_("forget what was done of this lesson, or of all"), FLAG_RESET },
	{ "yes", NULL, N_("with --reset: do not ask"), FLAG_YES },
	{ "export", "FILE", N_("write your progress to a file, - for stdout"), FLAG_EXPORT },
	{ "import", "FILE", N_("take in progress that --export has written"), FLAG_IMPORT },
	{ "plain", NULL, N_("tell it in lines of words, for a voice or a pipe; lines that are typed answer"), FLAG_SHOW + SHOW_FLAG_PLAIN },
	{ "wrap", "COLUMNS", N_("with --plain: columns of a line, 0: each paragraph is a line"), FLAG_WRAP },
	{ "json", NULL, N_("with --status: one JSON object"), FLAG_SHOW + SHOW_FLAG_JSON },
	{ "allow-commands", NULL, N_("let its recipes start any program, as you could; else each is asked for"), FLAG_ALLOW_COMMANDS },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), FLAG_SHOW + SHOW_FLAG_THEME },
	{ "ascii", NULL, N_("draw with ASCII signs only"), FLAG_SHOW + SHOW_FLAG_ASCII },
	{ "glyphs", "NAME", N_("signs: kitchen, plain or ascii"), FLAG_SHOW + SHOW_FLAG_GLYPHS },
	{ "reduced-motion", NULL, N_("things jump instead of gliding"), FLAG_SHOW + SHOW_FLAG_REDUCED_MOTION },
	{ NULL, NULL, NULL, 0 },
};

/* ---- what was asked for ---- */

static int take_wrap(struct learn *learn, const char *value, struct error *error)
{
	uint64_t columns;

	if (flags_whole("number of columns", value, &columns, error))
		return -1;
	if (columns && (columns < ALOUD_COLUMNS_MIN || columns > 1000))
		return error_set(error, _("learn: '%s' is no width of a line: 0, or from %d to 1000, would be right"), value, ALOUD_COLUMNS_MIN);
	learn->wrap = (int)columns;
	return 0;
}

static int take_flag(struct learn *learn, int code, const char *value, struct error *error)
{
	switch (code) {
	case FLAG_STEP: learn->step = value; return 0;
	case FLAG_STATUS: learn->status = true; return 0;
	case FLAG_RESET: learn->reset = true; return 0;
	case FLAG_YES: learn->yes = true; return 0;
	case FLAG_EXPORT: learn->export_to = value; return 0;
	case FLAG_IMPORT: learn->import_from = value; return 0;
	case FLAG_ALLOW_COMMANDS: learn->allow_commands = true; return 0;
	case FLAG_WRAP: return take_wrap(learn, value, error);
	default: return show_flag(&learn->show, code - FLAG_SHOW, value, error);
	}
}

static int check(const struct learn *learn, struct error *error)
{
	int others = learn->status + learn->reset + (learn->export_to != NULL) + (learn->import_from != NULL);

	if (others > 1)
		return error_set(error, _("learn: --status, --reset, --export and --import are each asked for alone"));
	if (others && learn->step)
		return error_set(error, _("learn: --step is of a lesson that is shown; without --%s it would be right"), learn->status ? "status" : learn->reset ? "reset" : learn->export_to ? "export" : "import");
	if (learn->yes && !learn->reset)
		return error_set(error, _("learn: --yes answers what --reset asks; alone it means nothing"));
	if (learn->show.how == SHOW_JSON && !learn->status)
		return error_set(error, _("learn: --json is a form of --status; add that"));
	if (learn->lesson && (learn->export_to || learn->import_from))
		return error_set(error, _("learn: progress is exported and imported whole; '%s' is too much"), learn->lesson);
	return 0;
}

static int read_words(struct learn *learn, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take_flag(learn, code, value, error))
			return -1;
	if (code < 0)
		return -1;
	if (argc - optind > 1)
		return error_set(error, _("learn: '%s' is too much: one lesson at a time"), argv[optind + 1]);
	learn->lesson = optind < argc ? argv[optind] : NULL;
	return check(learn, error);
}

/* The one that was begun last, or that comes next, or the first. */
static int choose(struct learn *learn, const struct progress *progress, char *to, size_t size, struct error *error)
{
	struct shelf *shelf = shelf_read(data_directory(), lesson_language());
	const struct shelf_lesson *next = shelf ? shelf_next(shelf, progress) : NULL;

	if (!next && shelf && shelf->count)
		next = &shelf->lessons[0];
	if (next) {
		snprintf(to, size, "%s", next->card.name);
		learn->lesson = to;
	}
	shelf_free(shelf);
	return next ? 0 : error_set(error, _("learn: there are no lessons in %s/lessons; is the program installed whole?"), data_directory());
}

/* ---- the screen ---- */

static int check_recipe(const char *path, const char *file, const char *recipe, struct error *error)
{
	struct recipe_card card;

	return recipe_card_read(path, file, recipe, &card, error);
}

/* What a link of the lesson leads to: a recipe, on its own screen. */
static void follow(const char *leads)
{
	const char *name = strchr(leads, ':');
	char *argv[] = { "run", (char *)(name ? name + 1 : leads), NULL };

	flags_reset();
	verb_run.run(2, argv);
}

static int show_once(struct lesson_screen *screen, struct error *error)
{
	struct tui_options options = {
		.front = &lesson_front,
		.front_data = screen,
		.data_dir = data_directory(),
		.check = check_recipe,
		.mouse = true, /* as in the menu: on a page no key turns it on */
	};

	wishes_look(&options);
	*error->text = '\0';
	return tui_run(&options, error);
}

static int show_lesson(const struct learn *learn, struct progress *progress)
{
	struct lesson_plan plan = { .progress = progress, .data_dir = data_directory(), .language = lesson_language(), .find = data_recipe, .compare = compare_sides,
		.allow_commands = learn->allow_commands, .pages = { .page = pages_read } };
	struct lesson_screen *screen = lesson_screen_new(&plan);
	struct error error = { "" };
	char leads[128];
	int status = EXIT_USAGE;

	if (!screen)
		abort();
	bool kept = terminal_keep(true); /* nothing flashes between the lesson and what its links lead to */
	for (int opened = lesson_screen_open(screen, learn->lesson, learn->step, &error); opened == 0; follow(leads)) {
		status = show_once(screen, &error);
		snprintf(leads, sizeof leads, "%s", lesson_screen_leads(screen));
		if (status != EXIT_DONE || !*leads)
			break;
	}
	terminal_keep(kept);
	reel_let_go();
	lesson_screen_free(screen);
	return *error.text ? verb_fail(status, &error) : status;
}

static int learn_lesson(struct learn *learn, struct progress *progress)
{
	struct error error;
	char name[64];

	if (!learn->lesson && choose(learn, progress, name, sizeof name, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (show_settle(&learn->show, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (learn->show.how != SHOW_SCREEN)
		return aloud_lesson(learn, progress);
	if (learn->wrap < 0)
		return show_lesson(learn, progress);
	error_set(&error, _("learn: --wrap is of a lesson in lines; with --plain it would be right"));
	return verb_fail(EXIT_USAGE, &error);
}

int learn_look(const char *lesson, const char *step, const struct show *show)
{
	struct learn learn = { .lesson = lesson, .step = step, .show = *show, .wrap = -1 };
	struct progress *progress = progress_in_memory();
	if (!progress)
		abort();
	int status = learn_lesson(&learn, progress);
	progress_free(progress);
	return status;
}

static int learn_run(int argc, char **argv)
{
	struct learn learn = { .show = { .how = SHOW_BY_TERMINAL }, .wrap = -1 };
	struct error error = { "" };
	struct progress *progress;
	int status;

	if (read_words(&learn, argc, argv, &error))
		return verb_fail(EXIT_USAGE, &error);
	progress = progress_open(&error);
	if (!progress)
		abort();
	if (*error.text)
		fprintf(stderr, _("lunchrush: %s\n"), error.text);
	if (learn.status)
		status = progress_say(progress, learn.lesson, learn.show.how == SHOW_JSON);
	else if (learn.reset)
		status = progress_clear(progress, learn.lesson, learn.yes);
	else if (learn.export_to)
		status = progress_write(progress, learn.export_to);
	else if (learn.import_from)
		status = progress_read(progress, learn.import_from);
	else
		status = learn_lesson(&learn, progress);
	progress_free(progress);
	return status;
}

const struct verb verb_learn = {
	.name = "learn",
	.arguments = "[LESSON] [options]",
	.summary = N_("A lesson at your own pace: predict, see it run, explain"),
	.about = N_("LESSON is a name that `lunchrush list` prints, or the path of a folder. Without one the lesson that you left goes on, or the\n"
		 "next of the course begins. What you did is kept in $XDG_STATE_HOME/lunchrush/progress.json.\n"),
	.flags = flags,
	.run = learn_run,
};
