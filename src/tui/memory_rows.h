/* memory_rows.h - what the memory pane has to show, as a list of rows: the shared, what each worker holds, the settings. */
#ifndef LUNCHRUSH_TUI_MEMORY_ROWS_H
#define LUNCHRUSH_TUI_MEMORY_ROWS_H

#include "tui/pane.h"

enum row_kind { ROW_CELL, ROW_WORKER, ROW_FUTURE, ROW_SETTING };

struct memory_row {
	enum row_kind kind;
	uint32_t id; /* of the object, of the worker; future: its worker × STAGE_LOCALS + the local's place; number of the setting from 0 */
};

/* Zero-initialised before use. */
struct memory_rows {
	struct memory_row *rows;
	uint32_t count, size;
};

void memory_rows_release(struct memory_rows *rows);
/* List everything, in its natural order. */
void memory_rows_list(struct memory_rows *rows, const struct view *view);
/* List the most important `room` rows: cells and workers share the room, and those who hold a value they read come first. */
void memory_rows_list_best(struct memory_rows *rows, const struct view *view, uint32_t room);

/* The cell from which the worker has read and not written back, NULL when there is none. */
const struct stage_object *memory_held(const struct stage *stage, const struct stage_worker *worker);
/* The worker's local at that place, NULL where there is none. */
const struct stage_local *memory_local(const struct stage *stage, const struct stage_worker *worker, uint32_t place);
/* Whether a local (NULL: no) holds a future: such have rows of their own. */
bool memory_is_future(const struct stage_local *local);

#endif
