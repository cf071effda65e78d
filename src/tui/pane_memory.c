/* pane_memory.c - what the workers share, and what each of them holds for itself.
 *
 * First the shared: globals and lists with their values, who was there last, how often they were read and written. Then a line for each worker
 * that holds something of its own: a value it has read from a global and not written back — out of date when the global has changed
 * since, which is a lost update about to happen — and its locals. A global that processes have, each its own, is told by who has what. Then the settings. When not
 * all fits, the first two share the room and the rest is counted. */
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/memory_rows.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/scroll.h"
#include "tui/setting_log.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRESH_NS 300000000u /* so long a value that was touched is emphasised, run clock */

struct memory {
	struct memory_rows rows;
	struct setting_log settings;
	struct scroll scroll;
	int name_columns, value_columns;
};

static void *memory_new(void)
{
	return calloc(1, sizeof(struct memory));
}

static void memory_free(void *data)
{
	struct memory *own = data;
	setting_log_release(&own->settings);
	memory_rows_release(&own->rows);
	free(own);
}

static const char *row_name(const struct view *view, const struct memory_row *row)
{
	if (row->kind == ROW_SETTING)
		return view->info->settings[row->id].name;
	return row->kind == ROW_CELL ? stage_object_name(view->stage, row->id) : "";
}

/* "[3] 1 2 3" */
static void list_words(const struct stage *stage, const struct stage_object *list, char *to, int size)
{
	char text[80];
	int length = snprintf(to, size, "[%u]", list->length);
	for (uint32_t i = 0; i < list->length && length < size - 1 && i < 64; i++)
		if (list->elements && list->elements + i < stage->element_count)
			length += snprintf(to + length, size - length, " %s",
				stage_word_text(stage, stage->elements[list->elements + i], text, sizeof text));
}

/* Kitchen seconds since run time `at_ns`, by calm steps: a number that changed with every frame could not be read. */
static double ago_s(const struct view *view, uint64_t at_ns)
{
	static const double steps[] = { 1, 2, 5, 10, 30, 60 };
	double rate = view->stage->pace_millionths ? (double)view->stage->pace_millionths / 1e6 : 1, step = 0.1;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		step = steps[i] <= rate / 2 ? steps[i] : step;
	return view->now_ns > at_ns ? floor((double)(view->now_ns - at_ns) / 1e9 * rate / step) * step : 0;
}

/* "B wrote it, last used by A 0.2 s ago" */
static void last_words(const struct view *view, const struct stage_object *cell, char *to, int size)
{
	char letter[12], ago[40], span[24];
	int length = 0;
	to[0] = '\0';
	if (cell->toucher == 0)
		return;
	double since = ago_s(view, cell->touched_ns);
	if (since > 0)
		snprintf(ago, sizeof ago, _("%s ago"), pane_seconds(since, span, sizeof span));
	else
		snprintf(ago, sizeof ago, "%s", _("just now"));
	if (cell->writer)
		length = snprintf(to, size, _("%s wrote it, "), worker_letter(cell->writer, letter));
	if (cell->writer && cell->writer == cell->toucher)
		snprintf(to + length, size - length, _("last used %s"), ago);
	else
		snprintf(to + length, size - length, _("last used by %s %s"), worker_letter(cell->toucher, letter), ago);
}

static bool is_row_of_words(const struct stage_object *object)
{
	return object->type == OBJECT_LIST || object->type == OBJECT_ARRAY;
}

/* A cell's or a list's value as people read it. */
static void value_words(const struct stage *stage, const struct stage_object *cell, char *to, int size)
{
	if (is_row_of_words(cell))
		list_words(stage, cell, to, size);
	else
		stage_word_text(stage, cell->value, to, size);
}

/* Whether processes have values of their own of that global. */
static bool is_apart(const struct stage_object *cell)
{
	return cell->type == OBJECT_CELL && cell->copies[0].worker;
}

/* That of the next worker by letter; NULL after the last. */
static const struct stage_copy *copy_after(const struct stage_object *cell, uint32_t worker)
{
	const struct stage_copy *next = NULL;
	for (int i = 0; i < STAGE_COPIES; i++)
		if (cell->copies[i].worker > worker && (!next || cell->copies[i].worker < next->worker))
			next = &cell->copies[i];
	return next;
}

/* "3 in A, 2 in B, 0 in @": of processes only those that touched it last are known. */
static void draw_apart(struct pen *pen, const struct stage *stage, const struct stage_object *cell)
{
	char letter[12], value[80];
	int count = 0;
	const struct stage_copy *copy;
	for (uint32_t last = 0; (copy = copy_after(cell, last)); last = copy->worker, count++) {
		pen_rest(pen, ROLE_TITLE, ATTR_BOLD, stage_word_text(stage, copy->value, value, sizeof value));
		pen_print(pen, ROLE_QUIET, 0, _(" in %s, "), worker_letter(copy->worker, letter));
	}
	pen_rest(pen, ROLE_TITLE, ATTR_BOLD, stage_word_text(stage, cell->value, value, sizeof value));
	pen_print(pen, ROLE_QUIET, 0, _(" in %s%s"), worker_letter(1, letter), count == STAGE_COPIES ? _(", and others") : "");
	if (pen_left(pen) > 40)
		pen_text(pen, ROLE_QUIET, 0, _("   each process has its own"));
}

static int wider(int columns, const char *text)
{
	int width = text_width(text);
	return width > columns ? width : columns;
}

static void measure(struct memory *own, const struct view *view, int cols)
{
	char value[256];
	own->name_columns = own->value_columns = 1;
	for (uint32_t i = 0; i < own->rows.count; i++) {
		const struct memory_row *row = &own->rows.rows[i];
		own->name_columns = wider(own->name_columns, row_name(view, row));
		if (row->kind != ROW_CELL)
			continue;
		value_words(view->stage, &view->stage->objects[row->id], value, sizeof value);
		own->value_columns = wider(own->value_columns, value);
	}
	int name = cols / 3 > 24 ? 24 : cols / 3, value_most = cols < 60 ? cols / 4 : cols / 3;
	own->name_columns = own->name_columns > name ? name : own->name_columns;
	own->value_columns = own->value_columns > value_most ? value_most : own->value_columns < 6 ? 6 : own->value_columns;
}

static void draw_cell(struct memory *own, struct pen *pen, const struct view *view, uint32_t id)
{
	const struct stage_object *cell = &view->stage->objects[id];
	char value[256], last[96];
	bool fresh = cell->toucher && view->now_ns >= cell->touched_ns && view->now_ns - cell->touched_ns < FRESH_NS;
	value_words(view->stage, cell, value, sizeof value);
	last_words(view, cell, last, sizeof last);
	pen_field(pen, own->name_columns, ROLE_TEXT, 0, stage_object_name(view->stage, id));
	if (is_apart(cell)) {
		pen_text(pen, ROLE_QUIET, 0, "   ");
		draw_apart(pen, view->stage, cell);
		return;
	}
	pen_text(pen, ROLE_QUIET, 0, is_row_of_words(cell) ? "   " : " = ");
	pen_field(pen, own->value_columns, ROLE_TITLE, fresh ? ATTR_BOLD : 0, value);
	pen_text(pen, ROLE_QUIET, 0, "  ");
	if (pen_left(pen) < 66) {
		if (text_width(last) > pen_left(pen) && cell->writer)
			snprintf(last, sizeof last, _("%s wrote it"), worker_letter(cell->writer, value));
		pen_rest(pen, ROLE_QUIET, 0, last);
		return;
	}
	pen_field(pen, 40, ROLE_QUIET, 0, last);
	pen_print(pen, ROLE_QUIET, 0, _("written %s%llu, read %s%llu"), glyph_text(GLYPH_TIMES), (unsigned long long)cell->writes, glyph_text(GLYPH_TIMES),
		(unsigned long long)cell->reads);
}

/* What it has read from a global is no longer what its process has there. */
static bool is_stale(const struct stage *stage, uint32_t id)
{
	const struct stage_worker *worker = &stage->workers[id];
	return stage_cell_value(stage, worker->read_cell, id) != worker->read_word;
}

static void draw_held(struct pen *pen, const struct stage *stage, uint32_t id)
{
	const struct stage_worker *worker = &stage->workers[id];
	char value[80];
	enum word_type type = word_type(worker->read_word);
	bool number = type == WORD_INTEGER || type == WORD_NUMBER;
	if (pen_left(pen) < 50) { /* few columns: that it is out of date must still be read */
		pen_print(pen, ROLE_TEXT, 0, _(" has read %s = "), stage_object_name(stage, worker->read_cell));
		pen_text(pen, ROLE_TITLE, 0, stage_word_text(stage, worker->read_word, value, sizeof value));
		pen_text(pen, ROLE_BAD, ATTR_BOLD, is_stale(stage, id) ? _(", out of date") : "");
		pen_text(pen, ROLE_TEXT, 0, "  ");
		return;
	}
	pen_text(pen, ROLE_TEXT, 0, number ? _(" holds a ") : _(" holds "));
	pen_text(pen, ROLE_TITLE, 0, stage_word_text(stage, worker->read_word, value, sizeof value));
	pen_print(pen, ROLE_TEXT, 0, _(" it read from %s"), stage_object_name(stage, worker->read_cell));
	if (is_stale(stage, id))
		pen_text(pen, ROLE_BAD, ATTR_BOLD, _(", out of date"));
	pen_text(pen, ROLE_TEXT, 0, "  ");
}

static void draw_worker(struct pen *pen, const struct view *view, uint32_t id)
{
	const struct stage *stage = view->stage;
	const struct stage_worker *worker = &stage->workers[id];
	const struct stage_object *cell = memory_held(stage, worker);
	char letter[12], value[80], name[96];
	const char *before = cell ? _("has ") : _(" has ");
	pen_field(pen, text_width(worker_letter(id, letter)), pane_worker_role(view, id), ATTR_BOLD, letter);
	if (cell)
		draw_held(pen, stage, id);
	for (uint32_t place = 0; place < STAGE_LOCALS; place++) {
		const struct stage_local *local = memory_local(stage, worker, place);
		if (!local || memory_is_future(local))
			continue;
		snprintf(name, sizeof name, "%s%s = ", before, stage_text_get(stage->text, local->name));
		if (text_width(name) + 2 > pen_left(pen)) { /* no name without a value: that there is more is said */
			pen_print(pen, ROLE_QUIET, 0, pen_left(pen) > 1 ? " %s" : "%s", glyph_text(GLYPH_ELLIPSIS));
			break;
		}
		pen_text(pen, ROLE_QUIET, 0, name);
		pen_rest(pen, ROLE_TEXT, 0, stage_word_text(stage, local->value, value, sizeof value));
		before = ", ";
	}
}

/* "@ has rye = call 1 of cooks, at A" */
static void draw_future(struct pen *pen, const struct view *view, uint32_t of)
{
	uint32_t id = of / STAGE_LOCALS;
	const struct stage_local *local = memory_local(view->stage, &view->stage->workers[id], of % STAGE_LOCALS);
	char letter[12], value[160];
	if (!local)
		return;
	const struct stage_call *call = stage_call(view->stage, word_future_pool(local->value), word_future_number(local->value));
	enum role_of_cell role = !call || call->state < CALL_DONE ? ROLE_TEXT : call->state == CALL_RAISED ? ROLE_BAD : ROLE_GOOD;
	pen_field(pen, text_width(worker_letter(id, letter)), pane_worker_role(view, id), ATTR_BOLD, letter);
	pen_print(pen, ROLE_QUIET, 0, _(" has %s = "), stage_text_get(view->stage->text, local->name));
	pen_rest(pen, role, 0, stage_word_text(view->stage, local->value, value, sizeof value));
}

static void draw_setting(struct memory *own, struct pen *pen, const struct view *view, uint32_t i)
{
	const struct setting *setting = &view->info->settings[i];
	size_t position = view->player ? view->player->position : (size_t)view->stage->events;
	char value[128];
	pen_field(pen, own->name_columns, ROLE_QUIET, 0, setting->name);
	pen_text(pen, ROLE_QUIET, 0, " = ");
	pen_rest(pen, ROLE_TEXT, 0, setting_log_value(&own->settings, view->stage, setting, position, value, sizeof value));
	pen_text(pen, ROLE_QUIET, 0, "  ");
	pen_rest(pen, ROLE_QUIET, 0, *setting->help ? setting->help : _("a setting"));
}

static void draw_row(struct memory *own, struct pen *pen, const struct view *view, const struct memory_row *row)
{
	if (row->kind == ROW_CELL)
		draw_cell(own, pen, view, row->id);
	else if (row->kind == ROW_WORKER)
		draw_worker(pen, view, row->id);
	else if (row->kind == ROW_FUTURE)
		draw_future(pen, view, row->id);
	else
		draw_setting(own, pen, view, row->id);
}

static bool is_shared(const struct memory_rows *rows)
{
	return rows->count > 0 && rows->rows[0].kind == ROW_CELL;
}

/* List what is to be shown in `rows` rows, of which one says so when nothing is shared; returns how much more there is. */
static uint32_t memory_update(struct memory *own, const struct view *view, int rows)
{
	memory_rows_list(&own->rows, view);
	rows -= !is_shared(&own->rows) && rows > 1;
	uint32_t all = own->rows.count, room = rows > 1 ? (uint32_t)rows - 1 : 1;
	scroll_fit(&own->scroll, (int)all, rows);
	own->scroll.by_hand = own->scroll.by_hand && all > (uint32_t)rows;
	if (own->scroll.by_hand)
		return 0;
	own->scroll.top = 0;
	if (all > (uint32_t)rows)
		memory_rows_list_best(&own->rows, view, room);
	return all - own->rows.count;
}

/* Whether there is room for an empty row between shared, own and settings. */
static bool is_airy(const struct memory *own, int rows)
{
	return !own->scroll.by_hand && (int)own->rows.count + 2 <= rows;
}

static bool memory_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct memory *own = data;
	struct pen pen = pen_start(canvas, rect);
	if (rect.rows <= 0)
		return false;
	if (view->history)
		setting_log_read(&own->settings, view->history);
	uint32_t hidden = memory_update(own, view, rect.rows);
	measure(own, view, rect.cols);
	bool shared = is_shared(&own->rows), airy = hidden == 0 && is_airy(own, rect.rows - !shared);
	int row = 0;
	if (!shared && row < rect.rows - (own->rows.count > 0)) {
		pen_at(&pen, row++, 1);
		pen_rest(&pen, ROLE_QUIET, 0, _("no global and no list is shared"));
	}
	for (uint32_t i = (uint32_t)own->scroll.top; i < own->rows.count && row < rect.rows; i++) {
		row += airy && i > 0 && own->rows.rows[i].kind != own->rows.rows[i - 1].kind && own->rows.rows[i].kind != ROW_FUTURE;
		pen_at(&pen, row++, 1);
		draw_row(own, &pen, view, &own->rows.rows[i]);
	}
	pen_at(&pen, row < rect.rows ? row : rect.rows - 1, 1);
	if (hidden)
		pen_print(&pen, ROLE_QUIET, 0, _("%s and %u more"), glyph_text(GLYPH_ELLIPSIS), hidden);
	return false;
}

static void memory_head(void *data, const struct view *view, char *to, int size)
{
	uint32_t stale = 0;
	(void)data;
	for (uint32_t id = 1; id < view->stage->worker_count; id++) {
		const struct stage_object *cell = memory_held(view->stage, &view->stage->workers[id]);
		stale += cell && is_stale(view->stage, id);
	}
	snprintf(to, size, stale ? _("memory: %u out of date") : _("memory"), stale);
}

static bool memory_key(void *data, int key, const struct view *view)
{
	struct memory *own = data;
	(void)view;
	return scroll_key(&own->scroll, key);
}

static int memory_rows(void *data, const struct view *view, int cols)
{
	struct memory *own = data;
	(void)cols;
	memory_rows_list(&own->rows, view);
	return own->rows.count < 2 ? 2 : (int)own->rows.count;
}

const struct pane pane_memory = {
	.name = "memory",
	.title = N_("memory"),
	.help = N_("What the workers share: globals, shared values, lists and arrays with their values,\n"
		"who touched each last and when,\n"
		"who wrote it, how often it was written and read.\n"
		"Among processes each has its own copy of a global: 3 in A, 2 in B, 0 in @.\n"
		"Below, what each worker holds for itself: a value it has read from a global and not written back\n"
		"(\"out of date\": the global has changed since, so writing it back would lose that change),\n"
		"and its own locals; of a future it tells how the call stands. Last, the recipe's settings.\n"
		"Up, down, page up and page down go through all of it; Enter goes back."),
	.new = memory_new,
	.free = memory_free,
	.head = memory_head,
	.draw = memory_draw,
	.key = memory_key,
	.rows = memory_rows,
};
