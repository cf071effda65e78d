/* present_show.c - a run for the back of the room: thick lanes, few lines of code, one number, one sentence; or one pane alone; or the count of all schedules; or times side by side. */
#include "tui/present_inner.h"

#include "stage/cycle.h"
#include "stage/narrator.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/foot.h"
#include "tui/glyph.h"
#include "tui/side.h"
#include "tui/thick_digits.h"
#include "tui/thick_figure.h"
#include "tui/thick_letters.h"
#include "tui/wrap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- the sentence ---- */

static bool is_over(const struct app *app)
{
	return app->watch.loaded && app->watch.player.position == history_count(app->watch.history);
}

/* What the step at which one looks did. */
static size_t step_story(struct app *app, const struct present *present, char *to, size_t size)
{
	const struct step_log *log = present_log(app, present);
	if (log && step_log_at(log, app->watch.player.position) == 0)
		return (size_t)snprintf(to, size, "%s", _("Who goes first?"));
	return log ? foot_steps_story(log, &app->watch, to, size) : 0;
}

enum role_of_cell present_story(struct app *app, const struct present *present, char *to, size_t size)
{
	const struct stage *stage = player_stage(&app->watch.player);
	to[0] = '\0';
	if (app->message[0]) {
		snprintf(to, size, "%s", app->message);
		return ROLE_KEY;
	}
	if (present->trouble[0]) {
		snprintf(to, size, "%s", present->trouble);
		return ROLE_BAD;
	}
	if (watch_end(&app->watch) == WATCH_STARTING) {
		snprintf(to, size, "%s", _("The kitchen is opening."));
		return ROLE_QUIET;
	}
	if (is_over(app) && *watch_error(&app->watch, to, size))
		return ROLE_BAD;
	if (*stage_cycle_words(stage, to, size))
		return ROLE_BAD;
	if (!step_story(app, present, to, size))
		narrator_moment(stage, app->watch.player.now_ns, to, size);
	return ROLE_TEXT;
}

/* ---- a run ---- */

static const char *mode_words(const struct app *app)
{
	const struct info *info = &app->watch.info;
	return strcmp(info->mode, "scheduled") ? _("free, real time") : _("scheduled, virtual time");
}

/* In the rule under the title: on what it runs, and whether its time is real. */
static void mode_draw(struct canvas *canvas, struct rect body, const struct app *app)
{
	const struct info *info = &app->watch.info;
	const char *paused = app->watch.player.standing && !app->control.on && !app->watch.loaded ? _(", paused") : "";
	char text[120];
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	if (!info->mode[0])
		return;
	snprintf(text, sizeof text, " %s%s, %s%s ", strcmp(info->engine, "loop") ? info->engine : _("event loop"),
		info->gil && !strcmp(info->engine, "threads") ? _(" with a GIL") : "", mode_words(app), paused);
	int row = canvas->rows >= 30 ? 2 : 1;
	canvas_text(canvas, all, row, body.col + body.cols - text_width(text) - 1, *paused ? ROLE_TITLE : ROLE_QUIET, *paused ? ATTR_BOLD : 0, text);
}

/* Where everything goes: lanes above, code and the number below them, the sentence at the foot. */
struct places {
	struct rect lanes, code, figure, story;
};

static struct places places_of(struct rect body, int want_lanes, int figure_cols)
{
	struct places at = { .story = { body.row + body.rows - 2, body.col, 2, body.cols } };
	int top = body.row + (body.rows >= 20), room = at.story.row - 1 - top, least = room >= 30 ? 9 : 5;
	int lanes = want_lanes < room - 1 - least ? want_lanes : room - 1 - least;
	if (lanes < want_lanes && (want_lanes + 1) / 4 * 3 <= lanes)
		lanes = (want_lanes + 1) / 4 * 3; /* all of them, without blank rows */
	at.lanes = (struct rect){ top, body.col, lanes, body.cols };
	int below = top + lanes + 1, rest = at.story.row - 1 - below;
	rest = rest > 17 ? 17 : rest;
	int wide = figure_cols + 4 < 16 ? 16 : figure_cols + 4;
	wide = wide > body.cols / 2 ? body.cols / 2 : wide;
	at.code = (struct rect){ below, body.col, rest, body.cols - wide };
	at.figure = (struct rect){ below, body.col + body.cols - wide, rest, wide };
	return at;
}

/* What does not fit into its rows is cut, and that it is can be seen. */
static void sentence_draw(struct canvas *canvas, struct rect rect, enum role_of_cell role, const char *text)
{
	char line[1024];
	const char *rest = text;
	for (int row = 0; row < rect.rows && rest && *rest; row++) {
		if (row == rect.rows - 1) {
			canvas_text_cut(canvas, rect, rect.row + row, rect.col, rect.cols, role, ATTR_BOLD, rest);
			return;
		}
		rest = wrap_line(rest, rect.cols, line, sizeof line);
		canvas_text(canvas, rect, rect.row + row, rect.col, role, ATTR_BOLD, line);
	}
}

/* On a large screen, in letters of blocks, where it stands still long enough to be read so. */
static bool still_large_draw(struct canvas *canvas, struct rect body, const struct places *at, const struct app *app, enum role_of_cell role, const char *text,
	const struct step_log *log)
{
	int below = at->code.row + at->code.rows + 1, room = body.row + body.rows - below;
	if (canvas->rows < 45 || !(log || is_over(app)) || !thick_letters_can(text))
		return false;
	int rows = thick_letters_rows(text, body.cols);
	if (rows == 0 || rows > room)
		return false;
	thick_letters_draw(canvas, body, body.row + body.rows - rows, body.col, body.cols, role, text);
	return true;
}

bool present_run_draw(struct canvas *canvas, struct rect body, struct app *app, struct present *present, uint64_t now_ns)
{
	struct view view = app_view(app, now_ns);
	struct thick_figure figure;
	char text[600];
	if (present->run_number != app->run_number) { /* what is remembered of lines and workers was another run's */
		thick_code_release(&present->code);
		present->lanes = (struct thick_lanes){ 0 };
		present->run_number = app->run_number;
	}
	thick_figure_find(&figure, present_step(present), &view, present_log(app, present));
	struct places at = places_of(body, thick_lanes_rows(&view), thick_figure_cols(&figure, 8));
	mode_draw(canvas, body, app);
	thick_lanes_draw(&present->lanes, canvas, at.lanes, &view, present_log(app, present));
	thick_code_draw(&present->code, canvas, at.code, &view);
	thick_figure_draw(&figure, canvas, at.figure);
	enum role_of_cell role = present_story(app, present, text, sizeof text);
	if (!still_large_draw(canvas, body, &at, app, role, text, present_log(app, present)))
		sentence_draw(canvas, at.story, role, text);
	return false;
}

/* ---- one pane alone ---- */

static const char *const spots[] = { "workers", "code", "kitchen", "memory", "timeline", "next", "figures", NULL };

static int spot_index(int pane)
{
	for (int i = 0; pane >= 0 && spots[i]; i++)
		if (app_pane(spots[i]) == pane)
			return i;
	return -1;
}

void present_spot_next(struct app *app, struct present *present)
{
	if (!present->running || present->lecture.side == LECTURE_PAGE) {
		app_say(app, "%s", _("A spotlight needs a run: it is on one of its panes."));
		return;
	}
	int next = spot_index(present->spot) + 1;
	if (spots[next] && !strcmp(spots[next], "next") && !app->control.on)
		next++;
	present->spot = spots[next] ? app_pane(spots[next]) : -1;
}

bool present_spot_draw(struct canvas *canvas, struct rect body, struct app *app, struct present *present, uint64_t now_ns)
{
	struct view view = app_view(app, now_ns);
	const struct pane *pane = panes[present->spot];
	char title[160] = "";
	bool moving = false;
	struct rect all = { 0, 0, canvas->rows, canvas->cols }, rect = { body.row + 1, body.col, body.rows - 1, body.cols };
	if (!strcmp(pane->name, "workers"))
		thick_lanes_draw(&present->lanes, canvas, rect, &view, present_log(app, present));
	else if (!strcmp(pane->name, "code"))
		thick_code_draw(&present->code, canvas, rect, &view);
	else
		moving = pane->draw(app->own[present->spot], canvas, (struct rect){ rect.row, 1, rect.rows, canvas->cols - 2 }, &view);
	if (pane->head)
		pane->head(app->own[present->spot], &view, title, sizeof title - 2);
	else
		snprintf(title, sizeof title, "%s", pane->title);
	int row = canvas->rows >= 30 ? 2 : 1, col = body.col + 2;
	canvas_put(canvas, all, row, col - 1, ' ', ROLE_TEXT, 0);
	col = canvas_text_cut(canvas, all, row, col, body.cols / 2, ROLE_TITLE, ATTR_BOLD, title);
	canvas_put(canvas, all, row, col, ' ', ROLE_TEXT, 0);
	return moving;
}

/* ---- all schedules ---- */

static void counting_draw(struct canvas *canvas, struct rect body, int row, const struct study_progress *progress)
{
	int columns = body.cols - 4, length = (int)(progress->done * columns);
	row = present_text_draw(canvas, body, row, body.col + 2, columns, ROLE_TITLE, ATTR_BOLD, _("Every schedule is played.")) + 1;
	for (int y = 0; y < 3; y++)
		for (int x = 0; x < columns; x++)
			canvas_put(canvas, body, row + y, body.col + 2 + x, glyph(x < length ? GLYPH_FULL : GLYPH_SHADE_LIGHT), x < length ? ROLE_RUNNING : ROLE_RULE, 0);
	canvas_print(canvas, body, row + 4, body.col + 2, ROLE_TEXT, 0, _("%.0f %%, %s schedules so far"), progress->done * 100, progress->schedules);
}

static int outcome_draw(struct canvas *canvas, struct rect body, int row, int high, const struct study_outcome *outcome, long double all)
{
	int left = body.cols >= 120 ? 40 : 24, columns = body.cols - left - 24;
	long double share = all > 0 ? study_number(outcome->schedules) / all : 0;
	enum role_of_cell role = outcome->ok ? ROLE_GOOD : ROLE_BAD;
	char grouped[64];
	int length = (int)(share * columns + 0.5L);
	length += length == 0 && share > 0;
	canvas_put(canvas, body, row, body.col + 2, glyph(outcome->ok ? GLYPH_ENDED : GLYPH_DEAD), role, ATTR_BOLD);
	canvas_text_cut(canvas, body, row, body.col + 4, left - 4, ROLE_TITLE, ATTR_BOLD, outcome->words);
	for (int y = 0; y < high; y++)
		for (int x = 0; x < length; x++)
			canvas_put(canvas, body, row + y, body.col + 2 + left + x, glyph(GLYPH_FULL), role, 0);
	canvas_print(canvas, body, row, body.col + 3 + left + length, role, ATTR_BOLD, "%s", study_grouped(outcome->schedules, grouped, sizeof grouped));
	return row + high;
}

/* How many fail, as large as can be. */
static int failing_draw(struct canvas *canvas, struct rect body, int row, const struct study_count *count)
{
	char all[64], failing[64], text[200];
	int scale = body.rows >= 30 ? 2 : 1, width = thick_digits_width(count->failing, scale);
	bool none = !strcmp(count->failing, "0");
	enum role_of_cell role = none ? ROLE_GOOD : ROLE_BAD;
	study_grouped(count->schedules, all, sizeof all);
	if (width > body.cols / 2) {
		snprintf(text, sizeof text, _("%s of %s schedules fail"), study_grouped(count->failing, failing, sizeof failing), all);
		return present_text_draw(canvas, body, row, body.col + 2, body.cols - 4, role, ATTR_BOLD, text) + 1;
	}
	thick_digits_draw(canvas, body, row, body.col + 2, role, scale, count->failing);
	canvas_print(canvas, body, row + thick_digits_rows(scale) - 1, body.col + 5 + width, ROLE_TITLE, ATTR_BOLD, _("of %s schedules fail"), all);
	return row + thick_digits_rows(scale) + 1;
}

static void counted_draw(struct canvas *canvas, struct rect body, const struct study_count *count)
{
	long double all = study_number(count->schedules);
	char text[400];
	int row = failing_draw(canvas, body, body.row + 1, count), foot = body.row + body.rows - 3;
	int high = (int)count->outcome_count * 3 <= foot - row ? 2 : 1, gap = (int)count->outcome_count * (high + 1) <= foot - row;
	for (size_t i = 0; i < count->outcome_count && row + high <= foot; i++)
		row = outcome_draw(canvas, body, row, high, &count->outcomes[i], all) + gap;
	text[0] = '\0';
	if (!count->complete)
		snprintf(text, sizeof text, "%s", _("Not all of them could be counted."));
	else if (count->chance > 0)
		snprintf(text, sizeof text, _("A scheduler that picks at random fails %.1f %% of the time."), count->chance * 100);
	row = present_text_draw(canvas, body, foot + 1, body.col + 2, body.cols - 4, ROLE_TEXT, 0, text);
	if (count->witness[0] && text_width(count->witness) < body.cols - 24)
		canvas_print(canvas, body, row, body.col + 2, ROLE_TEXT, 0, _("The simplest failure: %s"), count->witness);
}

void present_count_draw(struct canvas *canvas, struct rect body, const struct app *app, const struct present *present)
{
	const struct study *study = app->beside.study;
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	if (present->mended) {
		int width = text_width(_("mended")) + text_width(present->launch.file) + 4;
		canvas_print(canvas, all, canvas->rows >= 30 ? 2 : 1, body.col + body.cols - width - 1, ROLE_GOOD, ATTR_BOLD, " %s: %s ", _("mended"), present->launch.file);
	}
	if (study_state(study) == STUDY_FAILED)
		present_text_draw(canvas, body, body.row + 2, body.col + 2, body.cols - 4, ROLE_BAD, ATTR_BOLD, study_error(study));
	else if (study_count(study))
		counted_draw(canvas, body, study_count(study));
	else
		counting_draw(canvas, body, body.row + body.rows / 4, study_progress(study));
}

/* ---- times side by side ---- */

static double longest(const struct sides *sides)
{
	double most = 0;
	for (int i = 0; i < sides->count; i++)
		if (side_ran(&sides->list[i]) && sides->list[i].is.elapsed_s > most)
			most = sides->list[i].is.elapsed_s;
	return most;
}

static int side_draw(struct canvas *canvas, struct rect body, int row, const struct sides *sides, const struct side *side)
{
	char seconds[24], text[400];
	double most = longest(sides), speedup = side_speedup(sides, side);
	int length = side_ran(side) && most > 0 ? (int)(side->is.elapsed_s / most * (body.cols - 6)) : 0;
	int col = canvas_print(canvas, body, row, body.col + 2, ROLE_TITLE, ATTR_BOLD, "%s  ", side->name);
	if (side_ran(side)) {
		col = canvas_print(canvas, body, row, col, ROLE_TITLE, ATTR_BOLD, "%s  ", side_seconds(side->is.elapsed_s, seconds));
		if (isfinite(speedup) && side != side_base(sides, side))
			canvas_print(canvas, body, row, col, ROLE_TEXT, 0, _("%.2f times as fast as %s"), speedup, side_base(sides, side)->name);
	} else {
		snprintf(text, sizeof text, "%s", side->is.why[0] ? side->is.why : side->state == SIDE_RUNS ? _("is being measured") : _("waits for its turn"));
		canvas_text_cut(canvas, body, row, col, body.cols - (col - body.col), side->is.why[0] ? ROLE_BAD : ROLE_QUIET, 0, text);
	}
	for (int y = 1; y < 3; y++)
		for (int x = 0; x < (length ? length : side_ran(side)); x++)
			canvas_put(canvas, body, row + y, body.col + 2 + x, glyph(GLYPH_FULL), side == side_base(sides, side) ? ROLE_QUIET : ROLE_RUNNING, 0);
	return row + 4;
}

bool present_sides_draw(struct canvas *canvas, struct rect body, struct present *present)
{
	int row = body.row + 1;
	for (int i = 0; i < present->sides->count && row < body.row + body.rows; i++)
		row = side_draw(canvas, body, row, present->sides, &present->sides->list[i]);
	return !sides_complete(present->sides);
}
