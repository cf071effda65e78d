/* present.c - `lunchrush present`: a lesson on a projector; or, with --check, a rehearsal without one. */
#include "cli/data.h"
#include "cli/rehearse.h"
#include "cli/show.h"
#include "cli/verb.h"
#include "cli/wishes.h"
#include "kitchen/kitchen.h"
#include "lesson/shelf.h"
#include "trace/tongue.h"
#include "tui/front.h"
#include "tui/present.h"
#include "tui/tui.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FLAG_STEP = 1, FLAG_THEME, FLAG_CHECK, FLAG_SIZE, FLAG_SHOW };

static const struct flag flags[] = {
	{ "step", "NAME", N_("begin at this step"), FLAG_STEP },
	{ "theme", "NAME", N_("colours: projector (as is usual here), light, dark, or the path of a theme"), FLAG_THEME },
	{ "check", NULL, N_("rehearse: run every step here without a screen, and say what would go wrong"), FLAG_CHECK },
	{ "size", "COLSxROWS", N_("with --check: the projector's size in columns and rows (this terminal's, else 80x24)"), FLAG_SIZE },
	{ "glyphs", "NAME", N_("signs: kitchen, plain or ascii"), FLAG_SHOW + SHOW_FLAG_GLYPHS },
	{ "ascii", NULL, N_("draw with ASCII signs only"), FLAG_SHOW + SHOW_FLAG_ASCII },
	{ "reduced-motion", NULL, N_("things jump instead of gliding"), FLAG_SHOW + SHOW_FLAG_REDUCED_MOTION },
	{ NULL, NULL, NULL, 0 },
};

struct presenting {
	const char *step;
	const char *theme; /* NULL: that of a projector */
	struct show show;  /* its flags go to wishes.h */
	bool check;
	int rows, cols; /* --size; 0 not said */
};

static int set_size(struct presenting *all, const char *value, struct error *error)
{
	char rest;
	if (sscanf(value, "%5dx%5d%c", &all->cols, &all->rows, &rest) != 2 || all->cols < 1 || all->rows < 1 || all->cols > 1000 || all->rows > 1000)
		return error_set(error, _("present: --size %s: columns and rows would be right, as in 80x24"), value);
	return 0;
}

static int take_flag(struct presenting *all, int code, const char *value, struct error *error)
{
	switch (code) {
	case FLAG_STEP: all->step = value; return 0;
	case FLAG_THEME: all->theme = value; return 0;
	case FLAG_CHECK: all->check = true; return 0;
	case FLAG_SIZE: return set_size(all, value, error);
	default: return show_flag(&all->show, code - FLAG_SHOW, value, error);
	}
}

static int read_flags(struct presenting *all, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take_flag(all, code, value, error))
			return -1;
	if (code < 0)
		return -1;
	if (all->rows && !all->check)
		return error_set(error, "%s", _("present: --size goes with --check; the screen is as large as it is"));
	if (argc - optind != 1)
		return error_set(error, argc == optind ? _("present: which lesson? One that `lunchrush list` prints would be right, or a folder")
			: _("present: '%s' is too much: one lesson at a time"), argv[argc - 1]);
	return 0;
}

static int check_recipe(const char *path, const char *file, const char *recipe, struct error *error)
{
	struct recipe_card card;
	return recipe_card_read(path, file, recipe, &card, error);
}

static int on_screen(struct presenting *all, const struct lesson *lesson)
{
	struct error error = { "" };
	struct present *present = present_new(lesson, all->step, data_recipe, true, &error);
	if (!present)
		return verb_fail(EXIT_USAGE, &error);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		present_free(present);
		error_set(&error, "%s", _("present: it needs a terminal; --check rehearses without one"));
		return verb_fail(EXIT_USAGE, &error);
	}
	struct tui_options options = { .front = &present_front, .front_data = present, .name = lesson->title, .data_dir = data_directory(), .check = check_recipe };
	wishes_look(&options);
	options.theme = all->theme ? all->theme : "projector"; /* what suits one's own screen says nothing about a room's */
	options.keep_theme = NULL;
	int status = tui_run(&options, &error);
	present_free(present);
	return *error.text ? verb_fail(status, &error) : status;
}

static int present_run(int argc, char **argv)
{
	struct presenting all = { .step = NULL };
	struct error error = { "" };
	char folder[1024];
	struct lesson *lesson;
	if (read_flags(&all, argc, argv, &error) || shelf_find(data_directory(), argv[optind], folder, &error))
		return verb_fail(EXIT_USAGE, &error);
	lesson = lesson_load(folder, lesson_language(), &error);
	if (!lesson)
		return verb_fail(EXIT_USAGE, &error);
	int status = all.check ? rehearse(lesson, all.step, all.rows, all.cols, all.theme, stdout) : on_screen(&all, lesson);
	lesson_free(lesson);
	return status;
}

const struct verb verb_present = {
	.name = "present",
	.arguments = "LESSON [options]",
	.summary = N_("A lesson on a projector, for a class"),
	.about = N_("Large and sparse, for a clicker: PageDown, space or Right goes on, PageUp back, a full stop blanks the screen; ? lists the keys. The class bets with\n"
		 "counted hands. `lunchrush notes` in a second terminal shows the speaker's notes and takes the same keys. Nothing is stored.\n"
		 "With --check every step is run here, in its order, and a line says `ok` or `FAIL`, and why; the exit status is 1 when one fails.\n"),
	.flags = flags,
	.run = present_run,
};
