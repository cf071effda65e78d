/* frame.c - one picture: the layout, the panes in it, head and foot, and what lies over them, onto the canvas; the canvas onto the
 * terminal.
 *
 * The whole canvas is drawn anew each time; that is cheap beside writing to a terminal, and screen_show writes only what differs.
 * Nothing here changes the run or where one looks. */
#include "tui/app.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/end_card.h"
#include "tui/foot.h"
#include "tui/glyph.h"
#include "tui/head.h"
#include "tui/help.h"
#include "tui/keymap.h"
#include "tui/reel.h"

#include <stdio.h>
#include <string.h>

struct view app_view(struct app *app, uint64_t now_ns)
{
	struct watch *watch = &app->watch;
	return (struct view){
		.stage = player_stage(&watch->player), .history = watch->history, .player = &watch->player, .info = &watch->info,
		.now_ns = watch->player.now_ns, .frame_ns = now_ns, .chosen = app->chosen, .reduced_motion = app->options->reduced_motion,
		.control = app->control.on ? &app->control : NULL, .study = app->watch.launch ? app->beside.study : NULL,
	};
}

/* What a pane wishes at full width; it never wishes for less again in one run. */
static int pane_wants(struct app *app, int pane, const struct view *view)
{
	if (!panes[pane]->rows)
		return 0;
	int want = panes[pane]->rows(app->own[pane], view, app->canvas.cols - 2);
	if (want > app->tallest[pane])
		app->tallest[pane] = want;
	return app->tallest[pane];
}

static void arrange(struct app *app, const struct view *view, bool part)
{
	struct layout_wish wish = { .rows = app->canvas.rows, .cols = app->canvas.cols, .part = part, .names = app->names, .count = app->pane_count,
		.guest = app->guest, .guest_first = app->guest == app->focus, .zoomed = app->zoomed ? app->focus : -1, .notice = foot_notice_rows(app, app->canvas.cols), .stepping = app->control.on };
	for (int i = 0; i < app->pane_count; i++)
		wish.want[i] = pane_wants(app, i, view);
	layout_compute(&app->layout, &wish);
}

static bool pane_draw(struct app *app, const struct layout_place *place, const struct view *view)
{
	const struct pane *pane = panes[place->pane];
	char title[160] = "";
	bool moving = false;
	if (place->body.rows > 0 && place->body.cols > 0)
		moving = pane->draw(app->own[place->pane], &app->canvas, place->body, view);
	if (pane->head) /* after it has drawn: the title is of the same moment */
		pane->head(app->own[place->pane], view, title, sizeof title);
	else
		snprintf(title, sizeof title, "%s", _(pane->title));
	layout_draw_title(place, &app->canvas, title, place->pane == app->focus);
	return moving;
}

/* PAUSED in large letters where the picture leaves room, else wide across the first pane's rule; the head line says it in any case. */
static void paused_draw(struct app *app)
{
	const struct layout_place *place = app->layout.count ? &app->layout.places[0] : NULL;
	if (!app->watch.player.standing || !place || app->control.on) {
		app->banner = (struct banner){ 0 };
		return;
	}
	if (banner_draw(&app->banner, &app->canvas, place->body, app->pulse.shown_ns))
		return;
	static const char wide[] = "  P  A  U  S  E  D  ";
	struct rect rule = place->frame;
	rule.rows = 1;
	canvas_text(&app->canvas, rule, rule.row, rule.col + rule.cols - (int)sizeof wide - 2, ROLE_BANNER, 0, wide);
}

static void small_draw(struct app *app)
{
	struct canvas *canvas = &app->canvas;
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	char lines[3][64];
	snprintf(lines[0], sizeof lines[0], _("Lunchrush needs %d %s %d"), LAYOUT_COLS_MIN, glyph_text(GLYPH_TIMES), LAYOUT_ROWS_MIN);
	snprintf(lines[1], sizeof lines[1], _("this terminal has %d %s %d"), canvas->cols, glyph_text(GLYPH_TIMES), canvas->rows);
	snprintf(lines[2], sizeof lines[2], _("make it larger, or q quits"));
	int top = canvas->rows > 3 ? (canvas->rows - 3) / 2 : 0;
	for (int i = 0; i < 3; i++) {
		int width = text_width(lines[i]);
		int col = canvas->cols > width ? (canvas->cols - width) / 2 : 0;
		canvas_text(canvas, all, top + i, col, i < 2 ? ROLE_TEXT : ROLE_QUIET, 0, lines[i]);
	}
}

static const char *name_of(const struct app *app)
{
	return app->options->name ? app->options->name : app->watch.launch ? app->watch.launch->recipe : "";
}

static bool panes_draw(struct app *app, const struct view *view)
{
	bool moving = false;
	rules_draw(&app->layout.rules, &app->canvas);
	for (int i = 0; i < app->layout.count; i++)
		moving |= pane_draw(app, &app->layout.places[i], view);
	return moving;
}

static bool at_end(const struct app *app)
{
	return watch_end(&app->watch) == WATCH_DONE && app->watch.loaded && app->watch.player.position == history_count(app->watch.history) &&
		watch_outcome(&app->watch) == OUTCOME_DONE;
}

bool app_has_card(const struct app *app)
{
	return at_end(app) && !app->card_away && !app->zoomed && !app->control.on;
}

struct watch *app_asking(struct app *app)
{
	struct watch *coming = app->control.coming;
	return coming && allow_asked(coming) ? coming : &app->watch;
}

static void canvases_swap(struct app *app)
{
	struct canvas other = app->whole;
	app->whole = app->canvas;
	app->canvas = other;
}

/* What a front has beside the run: from here to part_end app->canvas is the run's part of the screen. */
static bool part_begin(struct app *app)
{
	struct rect all = { 0, 0, app->canvas.rows, app->canvas.cols };
	bool part = app->front && app->front->place;
	app->place = part ? app->front->place(app, all.rows, all.cols) : all;
	part = app->place.rows < all.rows || app->place.cols < all.cols;
	if (!part)
		return false;
	canvases_swap(app);
	if (app->canvas.rows != app->place.rows || app->canvas.cols != app->place.cols)
		memset(app->tallest, 0, sizeof app->tallest);
	canvas_resize(&app->canvas, app->place.rows, app->place.cols);
	return true;
}

static void part_end(struct app *app)
{
	canvases_swap(app);
	canvas_copy(&app->canvas, app->place.row, app->place.col, &app->whole);
}

bool app_paint(struct app *app, uint64_t now_ns)
{
	struct view view = app_view(app, now_ns);
	enum over under = app_under_help(app);
	bool moving = false, small = app->canvas.rows < LAYOUT_ROWS_MIN || app->canvas.cols < LAYOUT_COLS_MIN;
	canvas_clear(&app->canvas);
	bool fronted = !small && app->front && app->front->draw && app->front->draw(app, now_ns, &moving);
	control_outlook(app); /* the front has said what is not to be told */
	bool part = !small && !fronted && part_begin(app);
	arrange(app, &view, part);
	if (app->layout.small) {
		small_draw(app);
	} else if (fronted) {
		app->banner = (struct banner){ 0 };
	} else if (under == OVER_SIDES) {
		moving = sides_draw(app->sides, &app->canvas, now_ns);
	} else if (under == OVER_ATLAS) {
		beside_atlas_draw(app);
	} else if (under == OVER_BRANCH) {
		branches_draw(&app->beside.branches, &app->canvas, &app->watch);
	} else {
		moving = panes_draw(app, &view);
		head_draw(&app->canvas, app->layout.head, app, name_of(app));
		foot_draw(app, &app->layout, &app->canvas);
		paused_draw(app);
	}
	if (!fronted && at_end(app))
		results_note(&app->results, &app->watch);
	else
		app->card_away = false;
	if (!app->layout.small && under != OVER_ATLAS && under != OVER_BRANCH && under != OVER_MEND && under != OVER_SETTINGS && !fronted && app_has_card(app))
		end_card_draw(&app->canvas, app->layout.story.row, &app->results, &app->watch);
	if (app->over == OVER_MEND && !app->layout.small)
		mend_draw(&app->beside.mend.mend, app->beside.study, &app->canvas, app->layout.story.row);
	if (part)
		part_end(app);
	if (!app->layout.small && !fronted && app->front && app->front->draw_over)
		app->front->draw_over(app, now_ns, &moving);
	if (app->over == OVER_HELP && under != OVER_NOTHING)
		app->help_top = help_page_draw(&app->canvas, under == OVER_ATLAS ? &help_atlas : under == OVER_SIDES ? &help_sides : &help_branch, app->help_top);
	else if (app->over == OVER_HELP)
		app->help_top = help_draw(&app->canvas, app->front ? app->front->help : NULL, panes[app->focus], keymap_now(app), app->help_top);
	else if (app->over == OVER_SETTINGS)
		settings_draw(&app->settings, &app->canvas, &app->watch);
	if (!app->layout.small)
		moving |= allow_draw(&app->allow, &app->canvas, app_asking(app), now_ns);
	return moving | theme_said_draw(app, now_ns);
}

bool app_draw(struct app *app, uint64_t now_ns)
{
	bool moving = app_paint(app, now_ns);
	if (app->reel)
		reel_frame(app->reel, app);
	reel_sign_draw(app, &app->canvas);
	if (!app->options->reel)
		screen_show(&app->screen, &app->canvas);
	return moving;
}
