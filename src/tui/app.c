/* app.c - the life of the screen: set up, run, and put everything back in reverse order.
 *
 * What always holds: on every way out of tui_run the terminal is as it was found and the source is freed, kitchen and all. */
#include "tui/app.h"

#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/reel.h"
#include "tui/reel_clock.h"
#include "tui/terminal.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MESSAGE_NS 4000000000u
#define LETTER_NS 70000000u /* a longer message stays as long as it takes to read */

void app_say(struct app *app, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(app->message, sizeof app->message, format, args);
	va_end(args);
	uint64_t reading_ns = strlen(app->message) * LETTER_NS;
	app->message_until_ns = reel_now_ns() + (reading_ns > MESSAGE_NS ? reading_ns : MESSAGE_NS);
}

void app_resize(struct app *app)
{
	int rows, cols;
	terminal_size(&rows, &cols);
	canvas_resize(&app->canvas, rows, cols);
	memset(app->tallest, 0, sizeof app->tallest);
	app->banner = (struct banner){ 0 };
	screen_forget(&app->screen);
}

/* A pane that has no place of its own at this size comes up as the guest; who has one leaves the guest where it is. */
void app_focus(struct app *app, int pane)
{
	app->focus = pane;
	if (!layout_place(&app->layout, pane))
		app->guest = pane;
}

void app_panes_make(struct app *app)
{
	for (app->pane_count = 0; panes[app->pane_count] && app->pane_count < LAYOUT_PANES; app->pane_count++) {
		const struct pane *pane = panes[app->pane_count];
		app->names[app->pane_count] = pane->name;
		app->own[app->pane_count] = pane->new ? pane->new() : NULL;
	}
}

void app_panes_drop(struct app *app)
{
	for (int i = 0; i < app->pane_count; i++)
		if (panes[i]->free)
			panes[i]->free(app->own[i]);
}

int app_pane(const char *name)
{
	for (int i = 0; panes[i]; i++)
		if (!strcmp(panes[i]->name, name))
			return i;
	return 0;
}

void app_exchange(struct app *app, struct watch *watch)
{
	app_panes_drop(app); /* they may look at the history that is about to go */
	watch_release(&app->watch);
	app->watch = *watch;
	app->run_number++;
	app_panes_make(app);
}

void app_restart(struct app *app, const char *why)
{
	struct error error = { "" };
	control_forget(app);
	app_panes_drop(app);
	app->run_number++;
	if (watch_restart(&app->watch, &error) == 0)
		app_say(app, "%s", why);
	app_panes_make(app);
	memset(app->tallest, 0, sizeof app->tallest);
	app->chosen = 0;
	pulse_source_changed(app);
}

void app_end_run(struct app *app)
{
	struct watch none;
	control_forget(app);
	app->control.on = false;
	app->line.open = false;
	app->over = OVER_NOTHING;
	results_forget(&app->results);
	watch_init(&none, NULL, NULL, NULL);
	app_exchange(app, &none);
	memset(app->tallest, 0, sizeof app->tallest);
	app->chosen = 0;
	app->zoomed = app->hushed = false;
	app_focus(app, 0);
	beside_mend_launched(app);
	pulse_source_changed(app);
}

int app_show_run(struct app *app, const struct launch *launch, struct error *error)
{
	struct watch watch;
	app_end_run(app);
	launch_release(&app->front_launch);
	launch_copy(&app->front_launch, launch);
	snprintf(app->front_launch.commands, sizeof app->front_launch.commands, "%s", launch->commands);
	if (watch_begin(&watch, &app->front_launch, NULL, error)) {
		watch_release(&watch);
		return -1;
	}
	app_exchange(app, &watch);
	beside_mend_launched(app);
	if (!strcmp(launch->policy, "hand"))
		control_open(app);
	pulse_source_changed(app);
	return 0;
}

static int pane_find(const char *name, struct error *error)
{
	for (int i = 0; panes[i]; i++)
		if (!name || !strcmp(panes[i]->name, name))
			return i;
	return error_set(error, _("`%s` is no pane: there are kitchen, workers, code, memory, timeline, story, figures"), name);
}

/* The exit status; with words when something was wrong. */
static int verdict(struct app *app, struct error *error)
{
	char text[sizeof error->text];
	if (app->signal == SIGINT)
		return 130;
	if (app->signal)
		return 128 + app->signal;
	if (app->front)
		return 0;
	if (app->sides)
		return *app->sides->misuse ? error_set(error, "%s", app->sides->misuse), 2 : 0;
	enum watch_end end = watch_end(&app->watch);
	const struct source *source = app->watch.source;
	if (end != WATCH_BROKEN && source && app->watch.trace_path && *source_error(source))
		return error_set(error, "%s", source_error(source)), 2; /* the run, but not its file, is whole */
	if (end != WATCH_WRONG && end != WATCH_BROKEN)
		return 0;
	error_set(error, "%s", watch_error(&app->watch, text, sizeof text));
	if (end == WATCH_BROKEN)
		return app->watch.saved ? 2 : 3;
	return watch_outcome(&app->watch) == OUTCOME_INTERRUPTED ? 130 : app->watch.info.misuse ? 2 : 1;
}

static void screen_open(struct app *app)
{
	bool utf8 = terminal_is_utf8();
	glyph_use(utf8 ? app->options->glyphs : GLYPHS_ASCII);
	screen_init(&app->screen, &app->theme, theme_depth(terminal_colours()), !utf8);
	app->screen.handed_over = terminal_was_kept();
	canvas_init(&app->canvas, 1, 1);
	canvas_init(&app->whole, 1, 1);
	layout_init(&app->layout);
	app_resize(app);
	app->mouse = app->options->mouse;
	terminal_mouse(app->mouse);
}

static void screen_close(struct app *app)
{
	layout_release(&app->layout);
	canvas_release(&app->canvas);
	canvas_release(&app->whole);
	screen_release(&app->screen);
}

int tui_run(const struct tui_options *options, struct error *error)
{
	static struct app app; /* large; one at a time */
	app = (struct app){ .options = options, .sides = options->sides, .over = options->sides ? OVER_SIDES : OVER_NOTHING,
		.front = options->front, .front_data = options->front_data, .reel = options->reel };
	launch_init(&app.front_launch);
	int status = 2;
	watch_init(&app.watch, options->source, options->launch, options->trace_path);
	app.focus = app.guest = pane_find(options->pane, error);
	if (app.focus < 0 || theme_load(&app.theme, options->data_dir, options->theme ? options->theme : "dark", error))
		goto release_watch;
	if (pulse_open(&app, error))
		goto release_watch;
	if (beside_open(&app, error))
		goto close_beside;
	if (app.front && app.front->open && app.front->open(&app, error))
		goto close_beside;
	void (*pipe_before)(int) = signal(SIGPIPE, SIG_IGN); /* a kitchen may go at any time */
	if (terminal_take(error))
		goto close_pulse;
	screen_open(&app);
	if (!app.reel)
		app.reel = reel_held();
	app_panes_make(&app);
	if (options->launch && !strcmp(options->launch->policy, "hand"))
		control_open(&app);
	if (options->explore)
		beside_explore(&app, 0);
	if (options->said)
		app_say(&app, "%s", options->said);
	if (pulse_run(&app, error) == 0)
		status = verdict(&app, error);
	terminal_give();
	reel_leave(&app);
	app_panes_drop(&app);
	screen_close(&app);
close_pulse:
	signal(SIGPIPE, pipe_before);
close_beside:
	if (app.front && app.front->close)
		app.front->close(&app);
	beside_close(&app);
	pulse_close(&app);
release_watch:
	control_release(&app.control);
	command_line_release(&app.line);
	watch_release(&app.watch);
	launch_release(&app.front_launch);
	terminal_guard();
	return status;
}

enum over app_under_help(const struct app *app)
{
	return app->over == OVER_HELP ? app->help_on : app->over;
}
