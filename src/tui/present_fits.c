/* present_fits.c - whether all that a step shows fits on a screen of some size: for rehearsing. */
#include "tui/present_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

static int slide_fits(const struct slide *slide, struct rect body, const char *what, struct error *error)
{
	for (int i = 0; i < slide->count; i++) {
		const struct point *point = &slide->points[i];
		int rows = present_point_rows(point, present_measure(body)), widest = 0;
		for (const char *at = point->text; point->kind == POINT_CODE && *at; at += strcspn(at, "\n"), at += *at == '\n') {
			char line[sizeof point->text];
			snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
			widest = text_width(line) > widest ? text_width(line) : widest;
		}
		if (rows > body.rows)
			return error_set(error, _("point %d of %s takes %d rows, and there are %d"), i + 1, what, rows, body.rows);
		if (widest + 6 > body.cols)
			return error_set(error, _("code in %s takes %d columns, and there are %d"), what, widest, body.cols - 6);
	}
	return 0;
}

int present_fits(const struct lesson *lesson, const struct lesson_step *step, int rows, int cols, struct error *error)
{
	struct present present = { .lesson = lesson };
	struct canvas canvas;
	struct slide slide;
	canvas_init(&canvas, rows, cols);
	struct rect body = present_head_draw(&canvas, &present);
	canvas_release(&canvas);
	slide_read(&slide, &step->prose);
	if (slide_fits(&slide, body, _("its prose"), error))
		return -1;
	slide_read(&slide, &step->after);
	if (slide_fits(&slide, body, _("what follows"), error))
		return -1;
	if (!present_asks(step))
		return 0;
	int wanted = present_question_rows(step, step->choice_count ? body.cols - 32 : present_measure(body), 0);
	if (wanted > body.rows - 2)
		return error_set(error, _("the question with its answers takes %d rows, and there are %d"), wanted, body.rows - 2);
	return 0;
}
