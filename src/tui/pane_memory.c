/* pane_memory.c - what the workers share, and what each of them holds for itself.
 *
 * First the shared: globals and lists with their values, who was there last, how often they were read and written. Then a line for each worker
 * that holds something of its own: a value it has read from a global and not written back — out of date when the global has changed
 * since, which is a lost update about to happen — and its locals. Then the settings. A global that holds a function is code, not
 * memory. The rows are listed anew each frame into an array that is kept; when they do not all fit, both parts get their share. */
#include "trace/text.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/scroll.h"
#include "tui/setting_log.h"

#include <stdio.h>
#include <stdlib.h>

#define FRESH_NS 300000000u /* so long a value that was touched is emphasised, run clock */
#define ROWS_MAX 4000u      /* listed at most */

enum row_kind { ROW_CELL, ROW_WORKER, ROW_SETTING };

struct memory_row {
	enum row_kind kind;
	uint32_t id;
};

struct memory {
	struct memory_row *rows;
	uint32_t count, size;
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
	free(own->rows);
	free(own);
}

static void row_add(struct memory *own, enum row_kind kind, uint32_t id)
{
	if (own->count >= ROWS_MAX)
		return;
	if (own->count == own->size) {
		own->size = own->size ? own->size * 2 : 64;
		own->rows = realloc(own->rows, own->size * sizeof *own->rows);
		if (!own->rows)
			abort();
	}
	own->rows[own->count++] = (struct memory_row){ kind, id };
}

static bool is_memory(const struct stage_object *object)
{
	return (object->type == OBJECT_CELL && !object->code) || object->type == OBJECT_LIST;
}

/* The cell from which the worker has read and not written back, NULL when there is none. */
static const struct stage_object *held_cell(const struct stage *stage, const struct stage_worker *worker)
{
	const struct stage_object *cell = worker->read_cell ? stage_object(stage, worker->read_cell) : NULL;
	return cell && is_memory(cell) ? cell : NULL;
}

static bool has_locals(const struct stage *stage, const struct stage_worker *worker)
{
	for (uint32_t i = 0; worker->locals && i < STAGE_LOCALS && worker->locals + i < stage->local_count; i++)
		if (stage->locals[worker->locals + i].name)
			return true;
	return false;
}

static uint32_t add_cells(struct memory *own, const struct stage *stage)
{
	uint32_t before = own->count;
	for (uint32_t id = 1; id < stage->object_count; id++)
		if (is_memory(&stage->objects[id]))
			row_add(own, ROW_CELL, id);
	return own->count - before;
}

/* Those who hold a value they read, or only the others that have locals, or both. */
static uint32_t add_workers(struct memory *own, const struct stage *stage, bool holding, bool others)
{
	uint32_t before = own->count;
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *worker = &stage->workers[id];
		bool holds = held_cell(stage, worker) != NULL;
		if (worker->state != STATE_ENDED && (holds ? holding : others && has_locals(stage, worker)))
			row_add(own, ROW_WORKER, id);
	}
	return own->count - before;
}

static uint32_t add_settings(struct memory *own, const struct info *info)
{
	for (uint32_t i = 0; i < info->setting_count; i++)
		row_add(own, ROW_SETTING, i);
	return (uint32_t)info->setting_count;
}

/* Not all fits: cells and workers share the room, those who hold a value come before those who only have locals. */
static void share_room(struct memory *own, const struct view *view, uint32_t cells, uint32_t workers, uint32_t room)
{
	uint32_t worker_rows = cells < room / 2 ? room - cells : room - room / 2;
	worker_rows = workers < worker_rows ? workers : worker_rows;
	own->count = cells < room - worker_rows ? cells : room - worker_rows;
	uint32_t from = own->count;
	add_workers(own, view->stage, true, false);
	add_workers(own, view->stage, false, true);
	if (own->count > from + worker_rows)
		own->count = from + worker_rows;
	add_settings(own, view->info);
	if (own->count > room)
		own->count = room;
}

/* List the rows; returns how many there are that are not listed. */
static uint32_t memory_list(struct memory *own, const struct view *view, int rows)
{
	own->count = 0;
	uint32_t cells = add_cells(own, view->stage);
	uint32_t workers = add_workers(own, view->stage, true, true);
	uint32_t all = cells + workers + add_settings(own, view->info);
	uint32_t room = rows > 1 ? (uint32_t)rows - 1 : 1;
	scroll_fit(&own->scroll, (int)own->count, rows);
	if (all <= (uint32_t)(rows > 0 ? rows : 0)) {
		own->scroll.by_hand = false;
		own->scroll.top = 0;
	} else if (!own->scroll.by_hand) {
		own->scroll.top = 0;
		share_room(own, view, cells, workers, room);
		return all - own->count;
	}
	return 0;
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

/* "last: B, 0.2 s ago, C wrote it" */
static void last_words(const struct view *view, const struct stage_object *cell, char *to, int size)
{
	char letter[12], writer[12], ago[24];
	double rate = view->stage->pace_millionths ? (double)view->stage->pace_millionths / 1e6 : 1;
	double since = view->now_ns > cell->touched_ns ? (double)(view->now_ns - cell->touched_ns) / 1e9 * rate : 0;
	to[0] = '\0';
	if (cell->toucher == 0)
		return;
	int length = snprintf(to, size, "last: %s, ", worker_letter(cell->toucher, letter));
	if (since < 0.05)
		length += snprintf(to + length, size - length, "now");
	else
		length += snprintf(to + length, size - length, "%s ago", pane_seconds(since, ago, sizeof ago));
	if (cell->writer && cell->writer != cell->toucher && length < size)
		snprintf(to + length, size - length, ", %s wrote it", worker_letter(cell->writer, writer));
}

/* A cell's or a list's value as people read it. */
static void value_words(const struct stage *stage, const struct stage_object *cell, char *to, int size)
{
	if (cell->type == OBJECT_LIST)
		list_words(stage, cell, to, size);
	else
		stage_word_text(stage, cell->value, to, size);
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
	for (uint32_t i = 0; i < own->count; i++) {
		const struct memory_row *row = &own->rows[i];
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
	pen_text(pen, ROLE_QUIET, 0, cell->type == OBJECT_LIST ? "   " : " = ");
	pen_field(pen, own->value_columns, ROLE_TITLE, fresh ? ATTR_BOLD : 0, value);
	pen_text(pen, ROLE_QUIET, 0, "  ");
	if (pen_left(pen) < 66) {
		pen_rest(pen, ROLE_QUIET, 0, last);
		return;
	}
	pen_field(pen, 36, ROLE_QUIET, 0, last);
	pen_print(pen, ROLE_QUIET, 0, "%llu writes, %llu reads", (unsigned long long)cell->writes, (unsigned long long)cell->reads);
}

static void draw_held(struct pen *pen, const struct stage *stage, const struct stage_worker *worker, const struct stage_object *cell)
{
	char value[80];
	enum word_type type = word_type(worker->read_word);
	bool number = type == WORD_INTEGER || type == WORD_NUMBER;
	pen_text(pen, ROLE_TEXT, 0, number ? "holds a " : "holds ");
	pen_text(pen, ROLE_TITLE, 0, stage_word_text(stage, worker->read_word, value, sizeof value));
	pen_print(pen, ROLE_TEXT, 0, " it read from %s", stage_object_name(stage, worker->read_cell));
	if (cell->value != worker->read_word)
		pen_text(pen, ROLE_BAD, ATTR_BOLD, ", out of date");
	pen_text(pen, ROLE_TEXT, 0, "  ");
}

static void draw_worker(struct pen *pen, const struct stage *stage, uint32_t id)
{
	const struct stage_worker *worker = &stage->workers[id];
	const struct stage_object *cell = held_cell(stage, worker);
	char letter[12], value[80];
	bool comma = false;
	pen_field(pen, text_width(worker_letter(id, letter)) + 1, pane_state_role(worker->state), ATTR_BOLD, letter);
	if (cell)
		draw_held(pen, stage, worker, cell);
	for (uint32_t i = 0; worker->locals && i < STAGE_LOCALS && worker->locals + i < stage->local_count; i++) {
		const struct stage_local *local = &stage->locals[worker->locals + i];
		if (!local->name)
			continue;
		pen_print(pen, ROLE_QUIET, 0, "%s%s = ", comma ? ", " : "", stage_text_get(stage->text, local->name));
		pen_rest(pen, ROLE_TEXT, 0, stage_word_text(stage, local->value, value, sizeof value));
		comma = true;
	}
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
	pen_rest(pen, ROLE_QUIET, 0, *setting->help ? setting->help : "a setting");
}

static void draw_row(struct memory *own, struct pen *pen, const struct view *view, const struct memory_row *row)
{
	if (row->kind == ROW_CELL)
		draw_cell(own, pen, view, row->id);
	else if (row->kind == ROW_WORKER)
		draw_worker(pen, view->stage, row->id);
	else
		draw_setting(own, pen, view, row->id);
}

static bool memory_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct memory *own = data;
	struct pen pen = pen_start(canvas, rect);
	if (view->history)
		setting_log_read(&own->settings, view->history);
	uint32_t hidden = memory_list(own, view, rect.rows);
	measure(own, view, rect.cols);
	bool shared = own->count > 0 && own->rows[0].kind == ROW_CELL;
	int row = 0, nothing = !shared && (int)own->count < rect.rows;
	if (nothing) {
		pen_at(&pen, row++, 1);
		pen_rest(&pen, ROLE_QUIET, 0, "no globals, no lists: nothing is shared but queues");
	}
	for (uint32_t i = (uint32_t)own->scroll.top; i < own->count && row < rect.rows; i++) {
		pen_at(&pen, row++, 1);
		draw_row(own, &pen, view, &own->rows[i]);
	}
	if (hidden) {
		pen_at(&pen, rect.rows - 1, 1);
		pen_print(&pen, ROLE_QUIET, 0, "%s and %u more", glyph_text(GLYPH_ELLIPSIS), hidden);
	}
	return false;
}

static void memory_head(void *data, const struct view *view, char *to, int size)
{
	uint32_t stale = 0;
	(void)data;
	for (uint32_t id = 1; id < view->stage->worker_count; id++) {
		const struct stage_object *cell = held_cell(view->stage, &view->stage->workers[id]);
		stale += cell && view->stage->workers[id].state != STATE_ENDED && cell->value != view->stage->workers[id].read_word;
	}
	snprintf(to, size, stale ? "memory: %u out of date" : "memory", stale);
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
	own->count = 0;
	add_cells(own, view->stage);
	add_workers(own, view->stage, true, true);
	add_settings(own, view->info);
	return own->count < 2 ? 2 : (int)own->count;
}

const struct pane pane_memory = {
	.name = "memory",
	.title = "memory",
	.help = "What the workers share: globals and lists with their values, who touched each last and when,\n"
		"who wrote it, how often it was written and read.\n"
		"Below, what each worker holds for itself: a value it has read from a global and not written back\n"
		"(\"out of date\": the global has changed since, so writing it back would lose that change),\n"
		"and its own locals. Last, the recipe's settings.\n"
		"Up, down, page up and page down go through all of it; Enter goes back.",
	.new = memory_new,
	.free = memory_free,
	.head = memory_head,
	.draw = memory_draw,
	.key = memory_key,
	.rows = memory_rows,
};
