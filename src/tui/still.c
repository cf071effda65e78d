/* still.c - the screen's state with nothing behind it: a run that is whole in memory, a canvas, a theme.
 *
 * What the program would do between frames is not done here: nothing is read, asked or counted, and time goes only as far as the caller says. A moment is shown as one that
 * plays by: nobody has paused, and how it will end is not told before. */
#include "tui/still.h"

#include "stage/narrator.h"
#include "tui/app.h"
#include "tui/foot.h"
#include "tui/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct still {
	struct app app;
	struct tui_options options;
};

static void moment_took(struct still *still)
{
	struct app *app = &still->app;
	bool end = app->watch.player.position == history_count(app->watch.history);
	app->hushed = !end;
	app->watch.player.standing = false;
	app->banner = (struct banner){ 0 };
}

static void run_read(struct still *still)
{
	struct watch *watch = &still->app.watch;
	while (!watch->loaded)
		watch_pump(watch, 0);
	watch_advance(watch, 0);
	step_log_read(&still->app.control.log, watch->history);
}

struct still *still_new(const struct still_plan *plan, struct error *error)
{
	struct still *still = calloc(1, sizeof *still);
	if (!still)
		abort();
	struct app *app = &still->app;
	still->options = (struct tui_options){ .name = plan->name, .data_dir = plan->data_dir, .theme = plan->theme, .glyphs = plan->glyphs, .reduced_motion = true };
	app->options = &still->options;
	app->picture = true;
	glyph_use(plan->glyphs);
	launch_init(&app->front_launch);
	watch_init(&app->watch, plan->source, NULL, NULL);
	app->focus = app->guest = app_pane(plan->pane ? plan->pane : "kitchen");
	canvas_init(&app->canvas, plan->rows, plan->cols);
	canvas_init(&app->whole, 1, 1);
	layout_init(&app->layout);
	app_panes_make(app);
	run_read(still);
	char text[sizeof error->text];
	int wrong = theme_load(&app->theme, plan->data_dir, plan->theme ? plan->theme : "dark", error);
	if (!wrong && history_count(app->watch.history) == 0)
		wrong = error_set(error, "%s", still_damage(still, text, sizeof text));
	if (wrong) {
		still_free(still);
		return NULL;
	}
	still_at_end(still);
	return still;
}

void still_free(struct still *still)
{
	struct app *app = &still->app;
	app_panes_drop(app);
	layout_release(&app->layout);
	canvas_release(&app->canvas);
	canvas_release(&app->whole);
	control_release(&app->control);
	watch_release(&app->watch);
	launch_release(&app->front_launch);
	free(still);
}

char *still_damage(const struct still *still, char *to, size_t size)
{
	const struct watch *watch = &still->app.watch;
	*to = '\0';
	return watch_end(watch) == WATCH_BROKEN ? watch_error(watch, to, size) : to;
}

/* ---- moments ---- */

double still_end_s(const struct still *still)
{
	return stage_kitchen_s(history_head(still->app.watch.history), still_end_ns(still));
}

uint64_t still_end_ns(const struct still *still)
{
	return history_end_ns(still->app.watch.history);
}

size_t still_steps(const struct still *still)
{
	return strcmp(still->app.watch.info.mode, "scheduled") ? 0 : still->app.control.log.count;
}

/* The kitchen's clock never goes back, but its pace may have been changed on the way: so it is looked for. */
uint64_t still_time_ns(struct still *still, double s)
{
	struct history *history = still->app.watch.history;
	uint64_t from = 0, till = history_end_ns(history);
	while (from < till) {
		uint64_t middle = from + (till - from) / 2;
		if (stage_kitchen_s(history_seek(history, history_position_at(history, middle)), middle) < s)
			from = middle + 1;
		else
			till = middle;
	}
	return from;
}

void still_at_end(struct still *still)
{
	still->app.control.on = false;
	player_live(&still->app.watch.player);
	moment_took(still);
}

void still_at(struct still *still, uint64_t time_ns)
{
	if (time_ns >= still_end_ns(still)) {
		still_at_end(still);
		return;
	}
	still->app.control.on = false;
	player_at(&still->app.watch.player, time_ns);
	moment_took(still);
}

void still_at_step(struct still *still, size_t steps)
{
	struct app *app = &still->app;
	if (!app->control.on)
		control_open(app);
	player_look(&app->watch.player, step_log_position(&app->control.log, steps));
	moment_took(still);
}

/* ---- drawing ---- */

static void cells_take(const struct app *app, struct picture *to)
{
	const struct canvas *canvas = &app->canvas;
	const struct style *styles = app->theme.styles[DEPTH_256], *ground = &styles[ROLE_TEXT];
	picture_size(to, canvas->rows, canvas->cols, picture_colour(ground->fg < 0 ? 252 : ground->fg), picture_colour(ground->bg < 0 ? 234 : ground->bg));
	for (int i = 0; i < canvas->rows * canvas->cols; i++) {
		const struct cell *cell = &canvas->cells[i];
		const struct style *style = &styles[cell->role];
		int attr = theme_attr(style, cell);
		picture_put(to, i / canvas->cols, i % canvas->cols, cell->c, &(struct picture_style){ .ink = style->fg, .ground = style->bg, .bold = attr & ATTR_BOLD,
			.dim = attr & ATTR_DIM, .underline = attr & ATTR_UNDERLINE, .reverse = attr & ATTR_REVERSE });
	}
}

void still_draw(struct still *still, uint64_t frame_ns, struct picture *to)
{
	app_paint(&still->app, frame_ns);
	cells_take(&still->app, to);
}

const char *still_title(const struct still *still)
{
	const struct watch *watch = &still->app.watch;
	return watch->info.title[0] ? watch->info.title : watch->info.recipe[0] ? watch->info.recipe : still->options.name;
}

char *still_words(struct still *still, char *to, size_t size)
{
	struct watch *watch = &still->app.watch;
	*to = '\0';
	if (!still->app.control.on || !foot_steps_story(&still->app.control.log, watch, to, size))
		narrator_moment(player_stage(&watch->player), watch->player.now_ns, to, size);
	return to;
}
