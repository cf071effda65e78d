/* kitchen_door.c - paints where things end: the served with the last numbers, and the globals where nothing else is shared.
 *
 * The newest served one stands first, beside the count; the older ones move on, and in the end are only counted. Served ones have left the stage's table, so
 * they are known to the motion by how many were served before. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>

static int served_title(const struct scene *scene, struct rect at, unsigned coming)
{
	const struct stage *stage = scene->view->stage;
	int col = canvas_text(scene->canvas, at, at.row, at.col, ROLE_TITLE, ATTR_BOLD, _("served "));
	col = canvas_print(scene->canvas, at, at.row, col, ROLE_GOOD, ATTR_BOLD, "%u %s", stage->served - coming, glyph_text(GLYPH_STAR));
	if (stage->lost)
		col = canvas_print(scene->canvas, at, at.row, col, ROLE_BAD, 0, _(" %u lost"), stage->lost);
	if (stage->retried)
		col = canvas_print(scene->canvas, at, at.row, col, ROLE_WAITING, 0, _(" %u retried"), stage->retried);
	return col;
}

/* The label of the one served as number `number`; its columns, at least 2. */
static int plate_label(const struct scene *scene, uint32_t number, char to[64])
{
	const struct stage *stage = scene->view->stage;
	int width = text_width(stage_thing_label(stage, stage->last_served[(number - 1) % STAGE_SERVED_SHOWN], to, 64));
	return width < 2 ? 2 : width > 8 ? 8 : width;
}

/* The plates from `col` on, newest first; how many are still on their way. `drawn`: how many found room. */
static unsigned plates_paint(const struct scene *scene, struct rect at, int row, int col, uint32_t *drawn)
{
	const struct stage *stage = scene->view->stage;
	unsigned coming = 0;
	int begin = col, end = at.col + at.cols - (stage->served > 9 ? 4 : 3); /* "+12" behind the last */
	for (uint32_t i = 0; i < stage->served && i < STAGE_SERVED_SHOWN; i++, ++*drawn) {
		char label[64];
		uint32_t number = stage->served - i;
		int width = plate_label(scene, number, label), last = i + 1 == stage->served;
		if (col + width + 2 > end + (last ? at.col + at.cols - end : 0)) {
			if (row + 1 >= at.row + at.rows)
				break;
			row++;
			col = begin;
		}
		struct motion_id id = { .birth = number, .key = stage->last_served[(number - 1) % STAGE_SERVED_SHOWN] };
		coming += scene_label(scene, id, label, row, col, width, true);
		col += width + 2;
	}
	if (stage->served > *drawn && *drawn)
		canvas_print(scene->canvas, at, row, col, ROLE_QUIET, 0, "+%u", stage->served - *drawn);
	return coming;
}

void served_paint(const struct scene *scene, int s, struct rect at)
{
	const struct stage *stage = scene->view->stage;
	uint32_t drawn = 0;
	(void)s;
	char title[48];
	int col = at.col + snprintf(title, sizeof title, _("served %u"), stage->served) + 3;
	if (stage->lost)
		col += snprintf(title, sizeof title, _(" %u lost"), stage->lost);
	if (stage->retried)
		col += snprintf(title, sizeof title, _(" %u retried"), stage->retried);
	served_title(scene, at, plates_paint(scene, at, at.row, col, &drawn));
}

/* The next process after `last` that has a value of its own; NULL when there is none. */
static const struct stage_copy *copy_after(const struct stage_object *cell, uint32_t last)
{
	const struct stage_copy *next = NULL;
	for (int i = 0; i < STAGE_COPIES; i++)
		if (cell->copies[i].worker > last && (!next || cell->copies[i].worker < next->worker))
			next = &cell->copies[i];
	return next;
}

/* "in @; 3 in A, 2 in B": of a global that each process has for itself, the main one's value stands above, and here what others have, as far as there is room. */
static void cell_apart(const struct scene *scene, const struct stage_object *cell, struct rect at, int row)
{
	char letter[12], value[64], words[96];
	int end = at.col + at.cols;
	int col = canvas_print(scene->canvas, at, row, at.col + 2, ROLE_QUIET, 0, _("in %s;"), worker_letter(1, letter));
	for (const struct stage_copy *copy = copy_after(cell, 0), *next; copy; copy = next) {
		next = copy_after(cell, copy->worker);
		stage_word_text(scene->view->stage, copy->value, value, sizeof value);
		snprintf(words, sizeof words, _(" %.60s in %s%s"), value, worker_letter(copy->worker, letter), next ? "," : "");
		if (col + text_width(words) + (next ? 2 : 0) > end) {
			canvas_print(scene->canvas, at, row, col, ROLE_QUIET, 0, " %s", glyph_text(GLYPH_ELLIPSIS));
			return;
		}
		col = canvas_text(scene->canvas, at, row, col, ROLE_TEXT, 0, words);
	}
}

/* Who has to do with a global now: who read it and has not written it back, else who wrote or touched it last. */
static void cell_who(const struct scene *scene, uint16_t id, struct rect at, int row)
{
	const struct stage *stage = scene->view->stage;
	const struct stage_object *cell = &stage->objects[id];
	char letter[12], value[64];
	int col = at.col + 2, end = at.col + at.cols;
	if (cell->type == OBJECT_CELL && cell->copies[0].worker) {
		cell_apart(scene, cell, at, row);
		return;
	}
	if (cell->writer) {
		col = canvas_print(scene->canvas, at, row, col, ROLE_QUIET, 0, _("%s wrote it"), worker_letter(cell->writer, letter));
		col = canvas_text(scene->canvas, at, row, col, ROLE_QUIET, 0, "  ");
	}
	for (uint32_t w = 1; w < stage->worker_count && w < 1000 && col + 8 < end; w++) {
		const struct stage_worker *worker = &stage->workers[w];
		if (worker->read_cell != id)
			continue;
		bool old = worker->read_word != stage_cell_value(stage, id, w);
		stage_word_text(stage, worker->read_word, value, sizeof value);
		col = canvas_print(scene->canvas, at, row, col, old ? ROLE_BAD : ROLE_TEXT, 0, _("%s read %s  "), worker_letter(w, letter), value);
	}
}

/* " = 3", or an array's length and as many of its elements as there is room for. */
static void cell_value(const struct scene *scene, const struct stage_object *cell, struct rect at, int row, int col)
{
	const struct stage *stage = scene->view->stage;
	int end = at.col + at.cols;
	char value[64];
	if (cell->type != OBJECT_ARRAY) {
		col = canvas_text(scene->canvas, at, row, col, ROLE_QUIET, 0, " = ");
		canvas_text_cut(scene->canvas, at, row, col, end - col, ROLE_TEXT, ATTR_BOLD, stage_word_text(stage, cell->value, value, sizeof value));
		return;
	}
	col = canvas_print(scene->canvas, at, row, col, ROLE_QUIET, 0, " [%u]", cell->length);
	for (uint32_t i = 0; i < cell->length && i < STAGE_LIST_SHOWN && cell->elements; i++) {
		stage_word_text(stage, stage->elements[cell->elements + i], value, sizeof value);
		if (col + 1 + text_width(value) + (i + 1 < cell->length ? 2 : 0) > end) {
			canvas_print(scene->canvas, at, row, col, ROLE_QUIET, 0, " %s", glyph_text(GLYPH_ELLIPSIS));
			return;
		}
		col = canvas_print(scene->canvas, at, row, col, ROLE_TEXT, ATTR_BOLD, " %s", value);
	}
}

void cells_paint(const struct scene *scene, struct rect at)
{
	const struct stage *stage = scene->view->stage;
	int rows = at.rows >= 3 * scene->map->cell_count + 1 ? 3 : at.rows > 2 * scene->map->cell_count ? 2 : 1;
	int row = at.row, end = at.row + at.rows;
	canvas_text_cut(scene->canvas, at, row++, at.col, at.cols, ROLE_QUIET, 0, scene_walled(scene, 1) ? _("memory") : _("shared by all"));
	for (int i = 0; i < scene->map->cell_count && row < end; i++, row += rows) {
		const struct stage_object *cell = stage_object(stage, scene->map->cells[i]);
		if (!cell)
			continue;
		if (row == end - 1 && i + 1 < scene->map->cell_count) {
			canvas_print(scene->canvas, at, row, at.col, ROLE_QUIET, 0, _("%s %d more"), glyph_text(GLYPH_ELLIPSIS), scene->map->cell_count - i);
			return;
		}
		int col = canvas_text_cut(scene->canvas, at, row, at.col, at.cols / 2, ROLE_TITLE, 0, stage_object_name(stage, scene->map->cells[i]));
		cell_value(scene, cell, at, row, col);
		if (rows > 1)
			cell_who(scene, scene->map->cells[i], at, row + 1);
	}
}
