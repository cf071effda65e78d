/* reel.c - frames into a recording.
 *
 * After each frame its canvas is copied, what lies over it in the recording alone is drawn on the copy, and what changed goes out as one event. A run's events are looked at as they come to be
 * shown: some are marked, the newest that is part of the story is the caption.
 *
 * What always holds: events of the recording are in the order of time, and a marker stands before the frame that shows its moment. */
#include "tui/reel_inner.h"

#include "stage/narrator.h"
#include "trace/text.h"
#include "tui/glyph.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CAPTION_NS 5000000000u

/* ---- its life ---- */

struct reel *reel_new(const struct reel_plan *plan, struct error *error)
{
	struct reel *reel = calloc(1, sizeof *reel);
	if (!reel)
		abort();
	reel->cast = cast_new(plan->path, plan->tape == NULL, &plan->head, error);
	if (!reel->cast) {
		free(reel);
		return NULL;
	}
	snprintf(reel->name, sizeof reel->name, "%s", plan->path);
	reel->rows = plan->head.rows;
	reel->cols = plan->head.cols;
	reel->keys = plan->keys;
	reel->captions = plan->captions;
	reel->tape = plan->tape;
	reel->began_ns = plan->tape ? REEL_BEGIN_NS : reel_now_ns();
	reel->marks = marks_new();
	canvas_init(&reel->canvas, reel->rows, reel->cols);
	return reel;
}

int reel_free(struct reel *reel, int status, struct error *error)
{
	reel_keep_drop(reel);
	cast_exit(reel->cast, reel->began_ns <= reel_now_ns() ? reel_time_ns(reel) : 0, status);
	int result = cast_close(reel->cast, error);
	if (reel->tape)
		reel_clock_own(false, 0);
	paint_release(&reel->paint);
	canvas_release(&reel->canvas);
	buffer_release(&reel->bytes);
	marks_free(reel->marks);
	free(reel);
	return result;
}

void reel_take(const struct reel *reel)
{
	terminal_stand_in(reel->rows, reel->cols);
	reel_clock_own(true, REEL_BEGIN_NS);
}

void reel_give(void)
{
	terminal_stand_in(0, 0);
}

/* ---- what happened in the run ---- */

/* All schedules, or two futures, lie over the run: it goes on beneath, and nothing is told of it. */
static bool is_hidden(const struct app *app)
{
	enum over under = app_under_help(app);
	return under == OVER_ATLAS || under == OVER_BRANCH;
}

static void moment_mark(struct reel *reel, struct app *app, const struct event *event, size_t position)
{
	char label[480], clean[TAPE_TEXT];
	enum mark mark = marks_take(reel->marks, event);
	if (mark == MARK_NONE || is_hidden(app))
		return;
	marks_label(mark, history_seek(app->watch.history, position), event, label, sizeof label);
	text_clean(clean, sizeof clean, label, strlen(label));
	cast_mark(reel->cast, reel_time_ns(reel), clean);
}

static void moment_tell(struct reel *reel, struct app *app, size_t position)
{
	char words[TAPE_TEXT];
	if (!narrator_sentence(history_seek(app->watch.history, position), history_event(app->watch.history, position - 1), words, sizeof words))
		return;
	text_clean(reel->caption, sizeof reel->caption, words, strlen(words));
	reel->caption_ns = reel_now_ns() + CAPTION_NS;
}

/* What came to be shown since the last frame. */
static void moments_take(struct reel *reel, struct app *app)
{
	struct history *history = app->watch.history;
	size_t shown = history ? app->watch.player.position : 0, told = 0;
	bool tells = reel->captions && !reel->by_tape && !is_hidden(app);
	if (reel->run != app->run_number) {
		marks_free(reel->marks);
		reel->marks = marks_new();
		reel->run = app->run_number;
		reel->seen = 0;
	}
	const struct event *event;
	for (; reel->seen < shown && (event = history_event(history, reel->seen)); reel->seen++) {
		if (marks_look_at(event->kind)) /* of millions few are */
			moment_mark(reel, app, event, reel->seen + 1);
		if (tells && narrator_weight(event) >= WEIGHT_STORY)
			told = reel->seen + 1;
	}
	if (told)
		moment_tell(reel, app, told);
}

/* ---- what lies over it ---- */

static void over_draw(struct reel *reel)
{
	struct canvas *canvas = &reel->canvas;
	struct rect row = { canvas->rows - 1, 0, 1, canvas->cols };
	uint64_t now = reel_now_ns();
	if (reel->caption[0] && !reel->by_tape && now >= reel->caption_ns)
		reel->caption[0] = '\0';
	if (reel->caption[0]) {
		canvas_fill(canvas, row, ' ', ROLE_BANNER, 0);
		canvas_text_cut(canvas, row, row.row, 1, row.cols - 2, ROLE_BANNER, 0, reel->caption);
	}
	if (reel->keys && reel->key[0] && now < reel->key_ns) {
		int width = text_width(reel->key) + 2;
		struct rect box = { canvas->rows - 1, canvas->cols - width, 1, width };
		canvas_fill(canvas, box, ' ', ROLE_KEY, ATTR_REVERSE);
		canvas_text(canvas, box, box.row, box.col + 1, ROLE_KEY, ATTR_REVERSE, reel->key);
	}
}

/* ---- a frame ---- */

static void size_take(struct reel *reel, const struct canvas *canvas)
{
	if (canvas->rows == reel->rows && canvas->cols == reel->cols)
		return;
	reel->rows = canvas->rows;
	reel->cols = canvas->cols;
	cast_resize(reel->cast, reel_time_ns(reel), reel->rows, reel->cols);
}

void reel_show(struct reel *reel, struct app *app)
{
	size_take(reel, &app->canvas);
	reel_step_mark(reel, app);
	moments_take(reel, app);
	canvas_resize(&reel->canvas, app->canvas.rows, app->canvas.cols);
	memcpy(reel->canvas.cells, app->canvas.cells, (size_t)reel->canvas.rows * (size_t)reel->canvas.cols * sizeof *reel->canvas.cells);
	over_draw(reel);
	reel->bytes.length = 0;
	paint_frame(&reel->paint, &reel->canvas, app->theme.styles[DEPTH_256], &reel->bytes);
	if (reel->bytes.length)
		cast_output(reel->cast, reel_time_ns(reel), reel->bytes.bytes, reel->bytes.length);
	if (!cast_is_whole(reel->cast) && !reel->tape)
		reel_toggle(app, 0); /* says why */
}

void reel_frame(struct reel *reel, struct app *app)
{
	if (!reel->draft)
		reel_show(reel, app);
	if (app->reel)
		reel_keep(app->reel, app);
}

/* In the corner, over whatever is there: nobody is to be recorded without being told. */
void reel_sign_draw(const struct app *app, struct canvas *canvas)
{
	char sign[32];
	if (!app->reel || app->options->reel)
		return;
	snprintf(sign, sizeof sign, " %s REC ", glyph_text(GLYPH_RUNNING));
	int width = text_width(sign);
	struct rect corner = { 0, canvas->cols - width, 1, width };
	canvas_text(canvas, corner, 0, corner.col, ROLE_BAD, ATTR_REVERSE, sign);
}
