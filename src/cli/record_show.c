/* record_show.c - the recording itself: the very program, shown to a reel in place of a terminal. */
#include "cli/compare_cli.h"
#include "cli/data.h"
#include "cli/menu.h"
#include "cli/pages.h"
#include "cli/record_inner.h"
#include "cli/verb.h"
#include "kitchen/kitchen.h"
#include "lesson/lesson.h"
#include "lesson/progress.h"
#include "lesson/shelf.h"
#include "record/origin.h"
#include "source/kept.h"
#include "source/source.h"
#include "trace/tongue.h"
#include "tui/lesson.h"
#include "tui/present.h"
#include "tui/reel.h"
#include "tui/tui.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What `replay` needs. */
static json_t *own_json(const struct recording *is)
{
	json_t *own = is->of == OF_RECIPE ? origin_write(is->whole, &is->launch) : json_object();
	json_t *lesson = is->of == OF_LESSON || is->of == OF_TALK ? json_string(is->whole) : NULL;
	if (lesson)
		json_object_set_new(own, "lesson", lesson);
	else if (is->of == OF_LESSON || is->of == OF_TALK)
		fprintf(stderr, _("lunchrush: record: the path of %s is no UTF-8 and so is not kept: `replay` will not find that lesson\n"), is->what);
	if (*is->trace_path)
		json_object_set_new(own, "trace", json_string(record_file_name(is->trace_path)));
	return own;
}

static int check_recipe(const char *path, const char *file, const char *recipe, struct error *error)
{
	struct recipe_card card;
	return recipe_card_read(path, file, recipe, &card, error);
}

static struct reel *reel_make(struct recording *is, struct error *error)
{
	bool live = is->of == OF_RECIPE && !record_is_controlled(is);
	json_t *own = own_json(is);
	struct reel_plan plan = { .path = is->out, .tape = is->tape, .keys = record_given(is, RECORD_KEYS), .captions = record_given(is, RECORD_CAPTIONS),
		.head = { .rows = is->rows, .cols = is->cols, .v3 = record_given(is, RECORD_V3), .idle_s = is->idle_s, .title = is->title, .at_s = live ? time(NULL) : 0, .own = own } };
	struct reel *reel = reel_new(&plan, error);
	json_decref(own);
	return reel;
}

/* The recording's own end counts: that the run shown found something wrong is what it is there to show. */
static int shown(const struct tui_options *options, struct reel *reel)
{
	struct error error = { "" }, lost;
	reel_take(reel);
	int status = tui_run(options, &error);
	reel_give();
	if (status == EXIT_WRONG)
		status = EXIT_DONE;
	if (reel_free(reel, status, &lost))
		return verb_fail(EXIT_DIED, &lost);
	if (status == EXIT_DONE || !*error.text)
		return status;
	fprintf(stderr, "lunchrush: record: %s\n", error.text);
	return status;
}

static struct tui_options options_of(const struct recording *is, struct reel *reel)
{
	return (struct tui_options){ .reel = reel, .name = is->of == OF_TRACE ? record_file_name(is->what) : is->what, .data_dir = data_directory(), .theme = is->theme, .glyphs = record_given(is, RECORD_ASCII) ? GLYPHS_ASCII : GLYPHS_KITCHEN, .check = check_recipe };
}

static int lesson_show(struct recording *is, struct lesson_screen *screen, struct error *error)
{
	struct reel *reel = reel_make(is, error);
	if (!reel)
		return verb_fail(EXIT_USAGE, error);
	struct tui_options options = options_of(is, reel);
	options.front = &lesson_front;
	options.front_data = screen;
	options.name = NULL;
	return shown(&options, reel);
}

static int lesson_record(struct recording *is)
{
	struct error error = { "" };
	struct progress *progress = progress_in_memory();
	struct lesson_plan plan = { .progress = progress, .data_dir = data_directory(), .language = lesson_language(), .find = data_recipe, .compare = compare_sides, .pages = { .page = pages_read } };
	struct lesson_screen *screen = lesson_screen_new(&plan);
	if (!screen)
		abort();
	int status = lesson_screen_open(screen, is->what, is->step, &error) ? verb_fail(EXIT_USAGE, &error) : lesson_show(is, screen, &error);
	lesson_screen_free(screen);
	progress_free(progress);
	return status;
}

/* The slides are the terminal's size and colours; nobody can follow with notes. */
static int talk_show(struct recording *is, struct present *present, struct error *error)
{
	struct reel *reel = reel_make(is, error);
	if (!reel)
		return verb_fail(EXIT_USAGE, error);
	struct tui_options options = options_of(is, reel);
	options.front = &present_front;
	options.front_data = present;
	options.theme = is->theme ? is->theme : "projector";
	return shown(&options, reel);
}

static int talk_record(struct recording *is)
{
	struct error error = { "" };
	char folder[1024];
	struct lesson *lesson = shelf_find(data_directory(), is->what, folder, &error) ? NULL : lesson_load(folder, lesson_language(), &error);
	struct present *present = lesson ? present_new(lesson, is->step, data_recipe, false, &error) : NULL;
	int status = present ? talk_show(is, present, &error) : verb_fail(EXIT_USAGE, &error);
	present_free(present);
	lesson_free(lesson);
	return status;
}

struct menu_recording {
	struct recording *is;
	struct reel *reel;
};

static int menu_show_it(void *data, const struct front *front, void *front_data)
{
	struct menu_recording *menu = data;
	struct tui_options options = options_of(menu->is, menu->reel);
	options.front = front;
	options.front_data = front_data;
	options.name = NULL;
	return shown(&options, menu->reel);
}

static int run_record(struct recording *is, struct reel *reel, struct source *source)
{
	struct tui_options options = options_of(is, reel);
	options.source = source;
	options.launch = is->of == OF_RECIPE ? &is->launch : NULL;
	options.trace_path = is->of == OF_RECIPE && *is->trace_path ? is->trace_path : NULL;
	return shown(&options, reel);
}

static int recorded(struct recording *is, struct source *source, struct error *error)
{
	struct reel *reel = reel_make(is, error);
	if (reel)
		return run_record(is, reel, source);
	source_free(source);
	return verb_fail(EXIT_USAGE, error);
}

static int menu_record(struct recording *is)
{
	struct error error;
	struct reel *reel = reel_make(is, &error);
	return reel ? menu_shown(menu_show_it, &(struct menu_recording){ is, reel }) : verb_fail(EXIT_USAGE, &error);
}

static int recipe_record(struct recording *is)
{
	struct error error;
	struct source *source = source_kitchen(&is->launch, *is->trace_path ? is->trace_path : NULL, &error);
	if (!source)
		return verb_fail(EXIT_USAGE, &error);
	int status = recorded(is, source, &error);
	bool keeps = status == EXIT_DONE && *is->trace_path;
	return keeps && kept_discreet(is->trace_path, &error) ? verb_fail(EXIT_DIED, &error) : status;
}

static int trace_record(struct recording *is)
{
	struct error error;
	struct source *source = record_trace_copy(is, &error) ? NULL : source_file(is->what, &error);
	return source ? recorded(is, source, &error) : verb_fail(EXIT_USAGE, &error);
}

int record_show(struct recording *is)
{
	switch (is->of) {
	case OF_LESSON: return lesson_record(is);
	case OF_TALK: return talk_record(is);
	case OF_RECIPE: return recipe_record(is);
	case OF_TRACE: return trace_record(is);
	default: return menu_record(is);
	}
}
