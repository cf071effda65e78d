/* present_show.c - a run for the back of the room: thick lanes, few lines of code, one number, one sentence. */
#include "tui/present_inner.h"

#include "stage/cycle.h"
#include "stage/narrator.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/foot.h"
#include "tui/glyph.h"
#include "tui/thick_figure.h"
#include "tui/thick_letters.h"
#include "tui/wrap.h"

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
