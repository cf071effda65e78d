/* kitchen_pool.c - paints a pool: the calls that wait in its line, its workers, and what has become of each call.
 *
 *   chefs, a pool of 3   2 calls wait ──────────────────
 *   in line  ▸┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄[ 5][ 4]▸
 *   ┌ ● A chefs 1 [ 1] ─────┐ ┌ ● B chefs 2 [ 3] ─────┐
 *   │ cook pizza, 1 s       │ │ cook stir fry, 2 s    │
 *   └───────────────────────┘ └───────────────────────┘
 *   futures  1●A←@  2✓  3●B  4○  5○
 *   ended in the order  2
 *
 * A call keeps its number and its colour from the line to the worker that makes it to its result. Futures stand in the order of the
 * calls, which is the order in which map() gives results; below stands the order in which the work ended. Where there is height, each
 * future has words of its own. Where not all fit, the first ones go. */
#include "tui/kitchen_scene.h"

#include "stage/say.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL 2             /* columns of a number, at least */
#define WORDS_COLS 38       /* of a future in words */
#define WORTH_TELLING 1024u /* bytes of a result */
#define MEMBERS_ROWS 4      /* of workers, at least, before futures are told in words */

struct pool {
	const struct scene *scene;
	const struct stage_object *object;
	const struct station *station;
	uint16_t id;
	struct rect at;
	int label;                                  /* columns of a number */
	const struct stage_call *calls[STAGE_CALLS]; /* by number */
	int count;
	uint32_t before;                            /* calls that are not kept any more */
};

static int by_number(const void *a, const void *b)
{
	const struct stage_call *one = *(const struct stage_call *const *)a, *other = *(const struct stage_call *const *)b;
	return one->number < other->number ? -1 : one->number > other->number;
}

static int by_end(const void *a, const void *b)
{
	const struct stage_call *one = *(const struct stage_call *const *)a, *other = *(const struct stage_call *const *)b;
	return one->ended < other->ended ? -1 : one->ended > other->ended;
}

static void pool_read(struct pool *pool)
{
	const struct stage *stage = pool->scene->view->stage;
	for (int i = 0; i < STAGE_CALLS; i++)
		if (stage->calls[i].number && stage->calls[i].pool == pool->id)
			pool->calls[pool->count++] = &stage->calls[i];
	qsort(pool->calls, (size_t)pool->count, sizeof *pool->calls, by_number);
	uint64_t made = pool->object->writes;
	pool->before = made > (uint64_t)pool->count ? (uint32_t)(made - (uint64_t)pool->count) : 0;
	pool->label = LABEL;
	for (uint32_t n = pool->count ? pool->calls[pool->count - 1]->number : 0; n >= 100 && pool->label < 8; n /= 10)
		pool->label++;
}

/* Who waits for that result. */
static uint32_t asker_of(const struct pool *pool, const struct stage_call *call)
{
	const struct stage *stage = pool->scene->view->stage;
	for (uint32_t id = 1; id < stage->worker_count && id < 1000; id++) {
		const struct stage_worker *worker = &stage->workers[id];
		if (worker->state == STATE_WAITING && worker->reason == REASON_FUTURE && worker->object == pool->id && worker->awaited == call->number)
			return id;
	}
	return 0;
}

static int title_paint(const struct pool *pool)
{
	struct canvas *canvas = pool->scene->canvas;
	const struct stage_object *object = pool->object;
	struct rect at = pool->at;
	int end = at.col + at.cols;
	int col = canvas_text_cut(canvas, at, at.row, at.col, at.cols - 16, ROLE_TITLE, ATTR_BOLD, pool->station->name);
	col = canvas_print(canvas, at, at.row, col, ROLE_QUIET, 0, _(", pool of %u"), object->capacity) + 2;
	char words[64] = "";
	if (object->length)
		snprintf(words, sizeof words, ngettext("%u call waits", "%u calls wait", object->length), object->length);
	else
		snprintf(words, sizeof words, object->closed ? _("shut down") : _("no call waits"));
	if (object->length && col + text_width(words) >= end)
		snprintf(words, sizeof words, _("%u wait"), object->length);
	if (col + text_width(words) < end)
		col = canvas_text(canvas, at, at.row, col, object->length ? ROLE_WAITING : ROLE_QUIET, 0, words) + 1;
	for (; col < end && at.rows > 1; col++) /* up to where lines may come in */
		canvas_put(canvas, at, at.row, col, glyph(GLYPH_H), ROLE_RULE, 0);
	return end;
}

/* The calls that wait, the next at the right. */
static void line_paint(const struct pool *pool, int row)
{
	struct canvas *canvas = pool->scene->canvas;
	struct rect at = pool->at;
	int back = canvas_text(canvas, at, row, at.col, ROLE_QUIET, 0, _("in line")) + 1, front = at.col + at.cols - 1;
	int col = front, each = pool->label + 2;
	uint32_t shown = 0;
	canvas_put(canvas, at, row, back, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	canvas_put(canvas, at, row, front, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	for (int i = 0; i < pool->count; i++) {
		if (pool->calls[i]->state != CALL_WAITS)
			continue;
		if (col - each < back + 1 + (shown + 1 < pool->object->length ? 5 : 0))
			break;
		col -= each;
		scene_call(pool->scene, pool->calls[i], row, col, pool->label, true);
		shown++;
	}
	char more[16] = "";
	if (pool->object->length > shown) {
		snprintf(more, sizeof more, "+%u", pool->object->length - shown);
		col -= text_width(more);
		canvas_text(canvas, at, row, col, ROLE_TEXT, 0, more);
	}
	for (int c = back + 1; c < col; c++)
		canvas_put(canvas, at, row, c, glyph(GLYPH_BELT), ROLE_RULE, ATTR_DIM);
}

/* How a call stands, as a sign. */
static enum role_of_cell sign_of(const struct stage_call *call, enum glyph *sign)
{
	switch ((enum call_state)call->state) {
	case CALL_WAITS: *sign = GLYPH_WAITING; return ROLE_WAITING;
	case CALL_RUNS: *sign = GLYPH_RUNNING; return ROLE_RUNNING;
	case CALL_RAISED: *sign = GLYPH_DEAD; return ROLE_BAD;
	case CALL_DONE: break;
	}
	*sign = GLYPH_ENDED;
	return call->taker ? ROLE_QUIET : ROLE_GOOD;
}

/* The size of a result that was worth packing: "12 MB" behind `before`; returns how many bytes that takes. */
static int size_words(const struct stage_call *call, const char *before, char *to, int size)
{
	struct say say;
	say_begin(&say, to, (size_t)size);
	if (call->result_bytes >= WORTH_TELLING) {
		say_add(&say, "%s", before);
		say_bytes(&say, call->result_bytes);
	}
	return (int)say.length;
}

/* Who is at a call, who waits for it, who has its result and of what size: "●A←@", "✓→@ 12 MB". Returns the column after. */
static int mark_paint(const struct pool *pool, const struct stage_call *call, int row, int col)
{
	enum glyph sign;
	enum role_of_cell role = sign_of(call, &sign);
	char letter[12];
	uint32_t asker = call->state < CALL_DONE ? asker_of(pool, call) : 0;
	col = scene_glyph(pool->scene, pool->at, row, col, glyph(sign), role, ATTR_BOLD);
	if (call->state == CALL_RUNS)
		col = canvas_text(pool->scene->canvas, pool->at, row, col, role, 0, worker_letter(call->by, letter));
	if (asker || call->taker)
		col = canvas_print(pool->scene->canvas, pool->at, row, col, asker ? ROLE_WAITING : ROLE_QUIET, 0, "%s%s",
			glyph_text(asker ? GLYPH_ARROW_LEFT : GLYPH_ARROW_RIGHT), worker_letter(asker ? asker : call->taker, letter));
	char size[32];
	if (size_words(call, " ", size, sizeof size))
		col = canvas_text(pool->scene->canvas, pool->at, row, col, ROLE_TEXT, 0, size);
	return col;
}

/* Columns of a future in its row, with the space behind it. */
static int future_cols(const struct pool *pool, const struct stage_call *call)
{
	char letter[12], size[32];
	int cols = snprintf(size, sizeof size, "%u", call->number) + 1 + 2;
	uint32_t asker = call->state < CALL_DONE ? asker_of(pool, call) : 0;
	cols += call->state == CALL_RUNS ? text_width(worker_letter(call->by, letter)) : 0;
	cols += asker || call->taker ? 1 + text_width(worker_letter(asker ? asker : call->taker, letter)) : 0;
	return cols + (size_words(call, " ", size, sizeof size) ? text_width(size) : 0);
}

/* What waits in line is told there: it comes last here, and goes first where not all fit; then go those at the front. */
static void futures_row(const struct pool *pool, int row)
{
	struct canvas *canvas = pool->scene->canvas;
	int col = canvas_text(canvas, pool->at, row, pool->at.col, ROLE_QUIET, 0, _("futures")) + 2, room = pool->at.col + pool->at.cols - col;
	int first = 0, count = pool->count, needs = 0, before = 0;
	for (int i = 0; i < count; i++)
		needs += future_cols(pool, pool->calls[i]);
	for (; needs > room && count > 0 && pool->calls[count - 1]->state == CALL_WAITS; count--)
		needs -= future_cols(pool, pool->calls[count - 1]);
	for (; first < count && (needs > room - before); first++, before = 6)
		needs -= future_cols(pool, pool->calls[first]);
	if (pool->before + (uint32_t)first)
		col = canvas_print(canvas, pool->at, row, col, ROLE_QUIET, 0, "+%u", pool->before + (uint32_t)first) + 2;
	for (int i = first; i < count; i++) {
		const struct stage_call *call = pool->calls[i];
		int after = canvas_print(canvas, pool->at, row, col, pane_thing_role(thing_number(call->number)), ATTR_BOLD, "%u", call->number);
		mark_paint(pool, call, row, after);
		col += future_cols(pool, call);
	}
}

/* Where the first of so many begins, the older being left out; says how many those are. */
static int chain_begin(const struct pool *pool, int row, const char *title, int count, int each, uint32_t before, int *first)
{
	int col = canvas_text(pool->scene->canvas, pool->at, row, pool->at.col, ROLE_QUIET, 0, title) + 1;
	int room = (pool->at.col + pool->at.cols - col) / each;
	*first = 0;
	if (count > room || before) {
		room = (pool->at.col + pool->at.cols - col - 7) / each;
		*first = count > room ? count - (room > 0 ? room : 0) : 0;
		if (before + (uint32_t)*first)
			col = canvas_print(pool->scene->canvas, pool->at, row, col, ROLE_QUIET, 0, "+%u", before + (uint32_t)*first) + 1;
	}
	return col;
}

static void ends_row(const struct pool *pool, int row)
{
	const struct stage_call *ended[STAGE_CALLS];
	int count = 0, first, each = pool->label + 1;
	for (int i = 0; i < pool->count; i++)
		if (pool->calls[i]->ended)
			ended[count++] = pool->calls[i];
	qsort(ended, (size_t)count, sizeof *ended, by_end);
	int col = chain_begin(pool, row, _("ended in the order"), count, each, pool->before, &first);
	if (!count)
		canvas_text(pool->scene->canvas, pool->at, row, col, ROLE_QUIET, 0, _("(none yet)"));
	for (int i = first; i < count; i++, col += each)
		canvas_print(pool->scene->canvas, pool->at, row, col, pane_thing_role(thing_number(ended[i]->number)), ATTR_BOLD, "%*u", pool->label, ended[i]->number);
}

/* "at A, @ waits for it", "done, nobody has asked yet" */
static void future_words(const struct pool *pool, const struct stage_call *call, char *to, int size)
{
	char letter[12];
	uint32_t asker = call->state < CALL_DONE ? asker_of(pool, call) : 0;
	int length = 0;
	switch ((enum call_state)call->state) {
	case CALL_WAITS: length = snprintf(to, size, _("in line")); break;
	case CALL_RUNS: length = snprintf(to, size, _("at %s"), worker_letter(call->by, letter)); break;
	case CALL_RAISED: length = snprintf(to, size, _("raised an error")); break;
	case CALL_DONE: length = snprintf(to, size, _("done")); break;
	}
	length += size_words(call, ", ", to + length, size - length);
	if (asker)
		snprintf(to + length, size - length, _(", %s waits for it"), worker_letter(asker, letter));
	else if (call->taker)
		snprintf(to + length, size - length, _(", %s has it"), worker_letter(call->taker, letter));
	else if (call->state >= CALL_DONE)
		snprintf(to + length, size - length, _(", not asked for yet"));
}

/* One future to a cell, below a title, in words. */
static void futures_table(const struct pool *pool, struct rect at, int columns)
{
	canvas_text(pool->scene->canvas, pool->at, at.row++, at.col, ROLE_QUIET, 0, _("futures, in the order of the calls"));
	at.rows--;
	int most = at.rows * columns, first = pool->count > most ? pool->count - most : 0, cols = at.cols / columns;
	for (int i = first; i < pool->count; i++) {
		const struct stage_call *call = pool->calls[i];
		int row = at.row + (i - first) % at.rows, col = at.col + (i - first) / at.rows * cols;
		char words[80];
		enum glyph sign;
		enum role_of_cell role = sign_of(call, &sign);
		future_words(pool, call, words, sizeof words);
		col = canvas_print(pool->scene->canvas, pool->at, row, col, pane_thing_role(thing_number(call->number)), ATTR_BOLD, "%*u", pool->label, call->number) + 1;
		col = scene_glyph(pool->scene, pool->at, row, col, glyph(sign), role, ATTR_BOLD);
		canvas_text_cut(pool->scene->canvas, pool->at, row, col + 1, at.col + (i - first) / at.rows * cols + cols - col - 2, role, 0, words);
	}
}

/* Rows at the foot for futures in words; 0 where there is no height for them. */
static int table_rows(const struct pool *pool, int rows, int *columns)
{
	*columns = pool->at.cols / WORDS_COLS > 0 ? pool->at.cols / WORDS_COLS : 1;
	int needs = (pool->count + *columns - 1) / *columns, lines = ((int)pool->station->count + *columns - 1) / *columns;
	int members = MEMBERS_ROWS * lines;
	return pool->count && rows - members >= needs + 2 ? needs + 1 : 0; /* and a title, and an empty row */
}

static void pool_rows(struct pool *pool)
{
	struct rect body = { pool->at.row + 1, pool->at.col, pool->at.rows - 1, pool->at.cols };
	int columns, last = pool->at.row + pool->at.rows - 1;
	if (body.rows >= 3) {
		line_paint(pool, body.row++);
		body.rows--;
	}
	if (pool->at.rows >= 6) {
		ends_row(pool, last--);
		body.rows--;
	}
	int table = table_rows(pool, body.rows, &columns);
	if (table) {
		futures_table(pool, (struct rect){ last - table + 1, body.col, table, body.cols }, columns);
		body.rows -= table;
	} else if (body.rows >= 2) {
		futures_row(pool, last);
		body.rows--;
	}
	crew_members_paint(pool->scene, pool->scene->station, body);
}

void pool_paint(const struct scene *scene, int s, struct rect at)
{
	const struct station *station = &scene->map->stations[s];
	struct pool pool = { .scene = scene, .station = station, .id = station->object, .at = at, .object = stage_object(scene->view->stage, station->object) };
	if (!pool.object || at.cols < 16)
		return;
	pool_read(&pool);
	title_paint(&pool);
	if (at.rows > 1)
		pool_rows(&pool);
}
