/* thick_code.c - see thick_code.h. The window moves as little as it can, so that a class is not lost; while nobody is on a line it shows
 * where most was done. */
#include "tui/thick_code.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS 5 /* columns for the letters of those on a line */

void thick_code_release(struct thick_code *own)
{
	outline_release(&own->outline);
	presence_release(&own->presence);
	free(own->busy);
	*own = (struct thick_code){ 0 };
}

/* Lines on which tasks did something that others could see. */
static void watch(struct thick_code *own, const struct view *view)
{
	const struct event *event;
	if (!view->history || !own->busy)
		return;
	follow_run(&own->follow, view->history);
	while ((event = follow_next(&own->follow, view->history))) {
		bool counts = event->line && event->line <= own->count && event->worker > 1 && event->kind != KIND_WORKER_START && event->kind != KIND_WORKER_END;
		if (!counts)
			continue;
		own->busy[event->line - 1]++;
		if (!own->busiest || own->busy[event->line - 1] > own->busy[own->busiest - 1])
			own->busiest = event->line;
	}
}

static void update(struct thick_code *own, const struct view *view)
{
	if (own->lines != view->info->lines || own->count != view->info->line_count) {
		thick_code_release(own);
		outline_init(&own->outline, view->info);
		own->lines = view->info->lines;
		own->count = view->info->line_count;
		own->busy = calloc(own->count + 1, sizeof *own->busy);
	}
	presence_resize(&own->presence, own->outline.count);
	presence_update(&own->presence, view);
	watch(own, view);
}

static void letters_draw(struct pen *pen, const struct view *view, const struct presence_line *line)
{
	char letter[12];
	int end = pen->col + LETTERS;
	uint32_t shown = line->count <= 3 ? line->count : 1;
	for (uint32_t i = 0; i < shown; i++)
		pen_text(pen, pane_worker_role(view, line->ids[i]), ATTR_BOLD, worker_letter(line->ids[i], letter));
	if (line->count > shown)
		pen_print(pen, ROLE_QUIET, 0, "+%u", line->count - shown);
	pen_at(pen, pen->row, end);
}

/* The line that matters in the window, not at its edge where that can be had. */
static void place(struct thick_code *own, int lines)
{
	int line = (int)(own->presence.line ? own->presence.line : own->busiest) - 1, count = (int)own->outline.count, margin = lines > 4 ? 1 : 0;
	if (line >= 0 && (line < own->top + margin || line >= own->top + lines - margin))
		own->top = line - lines / 2;
	if (own->top > count - lines)
		own->top = count - lines;
	if (own->top < 0)
		own->top = 0;
}

void thick_code_draw(struct thick_code *own, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct pen pen = pen_start(canvas, rect);
	update(own, view);
	int pitch = rect.rows >= 2 * THICK_CODE_LINES ? 2 : 1, lines = rect.rows / pitch;
	lines = lines > THICK_CODE_LINES ? THICK_CODE_LINES : lines;
	place(own, lines);
	for (int i = 0; i < lines && own->top + i < (int)own->outline.count; i++) {
		const struct presence_line *here = &own->presence.lines[own->top + i];
		bool eye = (int)own->presence.line == own->top + i + 1;
		pen_at(&pen, i * pitch, 0);
		pen_sign(&pen, eye ? glyph(GLYPH_MARK) : ' ', eye ? pane_state_role(here->state) : ROLE_TEXT, ATTR_BOLD);
		pen_print(&pen, eye ? ROLE_TITLE : ROLE_QUIET, 0, "%3d ", own->top + i + 1);
		letters_draw(&pen, view, here);
		outline_text_draw(&own->outline, &pen, view->info, (size_t)(own->top + i), eye ? ATTR_BOLD : 0, 2);
	}
}
