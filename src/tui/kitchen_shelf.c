/* kitchen_shelf.c - paints a list as a shelf. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"

/* A list lies on a shelf: its elements in order, the last ones where the room ends. */
void shelf_paint(const struct scene *scene, int s, struct rect at)
{
	const struct stage *stage = scene->view->stage;
	const struct stage_object *list = stage_object(stage, scene->map->stations[s].object);
	if (!list)
		return;
	int col = canvas_text_cut(scene->canvas, at, at.row, at.col, at.cols - 4, ROLE_TITLE, ATTR_BOLD, scene->map->stations[s].name);
	col = canvas_print(scene->canvas, at, at.row, col, ROLE_TEXT, 0, " %u", list->length);
	int row = at.row + (at.rows > 1), end = at.col + at.cols;
	col = at.rows > 1 ? at.col : col + 1;
	for (uint32_t i = 0; i < list->length && i < STAGE_LIST_SHOWN; i++) {
		char text[64];
		stage_word_text(stage, stage->elements[list->elements + i], text, sizeof text);
		if (col + text_width(text) + 4 > end) {
			canvas_print(scene->canvas, at, row, col, ROLE_QUIET, 0, "+%u", list->length - i);
			return;
		}
		col = canvas_print(scene->canvas, at, row, col, ROLE_TEXT, 0, "[%s]", text);
	}
}
