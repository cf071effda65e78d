/* memory_rows.c - what the memory pane has to show.
 *
 * A global that holds a function is code, not memory, and is left out wherever a cell is named. The rows are listed anew each frame into an
 * array that is kept. */
#include "tui/memory_rows.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 4000u /* listed at most */

void memory_rows_release(struct memory_rows *rows)
{
	free(rows->rows);
	*rows = (struct memory_rows){ 0 };
}

static void row_add(struct memory_rows *rows, enum row_kind kind, uint32_t id)
{
	if (rows->count >= ROWS_MAX)
		return;
	if (rows->count == rows->size) {
		rows->size = rows->size ? rows->size * 2 : 64;
		rows->rows = realloc(rows->rows, rows->size * sizeof *rows->rows);
		if (!rows->rows)
			abort();
	}
	rows->rows[rows->count++] = (struct memory_row){ kind, id };
}

static bool is_memory(const struct stage_object *object)
{
	return (object->type == OBJECT_CELL && !object->code) || object->type == OBJECT_LIST || object->type == OBJECT_SHARED || object->type == OBJECT_ARRAY;
}

const struct stage_object *memory_held(const struct stage *stage, const struct stage_worker *worker)
{
	const struct stage_object *cell = worker->read_cell ? stage_object(stage, worker->read_cell) : NULL;
	return cell && is_memory(cell) && worker->state != STATE_ENDED ? cell : NULL;
}

const struct stage_local *memory_local(const struct stage *stage, const struct stage_worker *worker, uint32_t place)
{
	if (!worker->locals || place >= STAGE_LOCALS || worker->locals + place >= stage->local_count)
		return NULL;
	const struct stage_local *local = &stage->locals[worker->locals + place];
	const char *name = local->name ? stage_text_get(stage->text, local->name) : "_";
	return strcmp(name, "_") ? local : NULL; /* what is named _ is not meant to be looked at */
}

bool memory_is_future(const struct stage_local *local)
{
	return local && word_is_future(local->value);
}

/* Others than futures, which have rows of their own. */
static bool has_locals(const struct stage *stage, const struct stage_worker *worker)
{
	for (uint32_t place = 0; place < STAGE_LOCALS; place++) {
		const struct stage_local *local = memory_local(stage, worker, place);
		if (local && !memory_is_future(local))
			return true;
	}
	return false;
}

static void add_futures(struct memory_rows *rows, const struct stage *stage, uint32_t id)
{
	for (uint32_t place = 0; place < STAGE_LOCALS; place++)
		if (memory_is_future(memory_local(stage, &stage->workers[id], place)))
			row_add(rows, ROW_FUTURE, id * STAGE_LOCALS + place);
}

static void add_cells(struct memory_rows *rows, const struct stage *stage)
{
	for (uint32_t id = 1; id < stage->object_count; id++)
		if (is_memory(&stage->objects[id]))
			row_add(rows, ROW_CELL, id);
}

/* Those who hold a value they read, or the others that have locals, or both. */
static void add_workers(struct memory_rows *rows, const struct stage *stage, bool holding, bool others)
{
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *worker = &stage->workers[id];
		bool holds = memory_held(stage, worker) != NULL;
		if (worker->state != STATE_ENDED && (holds ? holding : others && has_locals(stage, worker)))
			row_add(rows, ROW_WORKER, id);
		if (worker->state != STATE_ENDED && others)
			add_futures(rows, stage, id);
	}
}

static void add_settings(struct memory_rows *rows, const struct info *info)
{
	for (uint32_t i = 0; i < info->setting_count; i++)
		row_add(rows, ROW_SETTING, i);
}

void memory_rows_list(struct memory_rows *rows, const struct view *view)
{
	rows->count = 0;
	add_cells(rows, view->stage);
	add_workers(rows, view->stage, true, true);
	add_settings(rows, view->info);
}

void memory_rows_list_best(struct memory_rows *rows, const struct view *view, uint32_t room)
{
	rows->count = 0;
	add_cells(rows, view->stage);
	uint32_t cells = rows->count;
	add_workers(rows, view->stage, true, true);
	uint32_t workers = rows->count - cells, for_workers = cells < room / 2 ? room - cells : room - room / 2;
	for_workers = workers < for_workers ? workers : for_workers;
	rows->count = cells = cells < room - for_workers ? cells : room - for_workers;
	add_workers(rows, view->stage, true, false);
	add_workers(rows, view->stage, false, true);
	if (rows->count > cells + for_workers)
		rows->count = cells + for_workers;
	add_settings(rows, view->info);
	if (rows->count > room)
		rows->count = room;
}
