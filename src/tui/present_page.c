/* present_page.c - what is read from the back of the room: the title, and a step's points. All of it is drawn for a screen of any size from 80×24 on.
 *
 * The newest point is strong, those before it are not; where they do not all fit the oldest go. A screen with small letters of its own has the newest in letters of blocks. */
#include "tui/present_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/thick_letters.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define MEASURE 92 /* columns of a line that is read with ease, at most */

/* ---- the head ---- */

static int margin_of(int cols)
{
	return cols >= 160 ? 16 : cols >= 110 ? 9 : 4;
}

struct rect present_head_draw(struct canvas *canvas, const struct present *present)
{
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	int margin = margin_of(canvas->cols), row = canvas->rows >= 30 ? 1 : 0;
	char where[64] = "";
	if (!present->opening && !present->lecture.finished)
		snprintf(where, sizeof where, "%zu / %zu", present->lecture.at + 1, present->lesson->step_count);
	canvas_text(canvas, all, row, canvas->cols - margin - text_width(where), ROLE_QUIET, 0, where);
	canvas_text_cut(canvas, all, row, margin, canvas->cols - 2 * margin - 10, ROLE_TITLE, ATTR_BOLD, present->lesson->title);
	for (int col = margin; col < canvas->cols - margin; col++)
		canvas_put(canvas, all, row + 1, col, glyph(GLYPH_H), ROLE_RULE, 0);
	int top = row + 2 + (canvas->rows >= 30);
	return (struct rect){ top, margin, canvas->rows - top - (canvas->rows >= 30), canvas->cols - 2 * margin };
}

/* ---- text ---- */

int present_text_draw(struct canvas *canvas, struct rect clip, int row, int col, int columns, enum role_of_cell role, int attr, const char *text)
{
	char line[1024];
	for (; text && (text = wrap_line(text, columns, line, sizeof line)); row++)
		canvas_text(canvas, clip, row, col, role, attr, line);
	return row;
}

/* Columns of a line of text in so wide a body. */
int present_measure(struct rect body)
{
	return body.cols - 4 > MEASURE ? MEASURE : body.cols - 4;
}

/* Rows of a text in large letters where they all fit into `room` rows on a screen that has small ones; 0: it is written as ever. */
int present_large_rows(struct rect body, const char *text, int room)
{
	if (body.rows < 30 || body.cols < 96 || !thick_letters_can(text))
		return 0;
	int rows = thick_letters_rows(text, body.cols - 4);
	return rows <= room && rows <= body.rows * 2 / 3 ? rows : 0;
}

/* As large as `room` rows allow; returns the row after it and a blank one. */
int present_strong_draw(struct canvas *canvas, struct rect body, int row, int room, const char *text)
{
	if (present_large_rows(body, text, room))
		return thick_letters_draw(canvas, body, row, body.col + 2, body.cols - 4, ROLE_TITLE, text);
	return present_text_draw(canvas, body, row, body.col + 2, present_measure(body), ROLE_TITLE, ATTR_BOLD, text) + 1;
}

/* Blank rows between two points. */
static int gap_of(struct rect body)
{
	return body.rows >= 40 ? 2 : 1;
}

int present_point_rows(const struct point *point, int columns)
{
	return wrap_count(point->text, point->kind == POINT_CODE ? columns + 1000 : columns - 4 * (point->kind == POINT_ITEM));
}

static int point_draw(struct canvas *canvas, struct rect body, int row, int columns, const struct point *point, bool newest)
{
	enum role_of_cell role = newest ? ROLE_TITLE : ROLE_QUIET;
	int attr = newest ? ATTR_BOLD : 0, col = body.col + 2;
	if (point->kind == POINT_CODE) {
		int end = present_text_draw(canvas, body, row, col + 4, 2000, newest ? ROLE_CODE : ROLE_QUIET, attr, point->text);
		for (int y = row; y < end; y++)
			canvas_put(canvas, body, y, col + 1, glyph(GLYPH_V), ROLE_RULE, 0);
		return end;
	}
	if (point->kind == POINT_SENTENCE)
		return present_text_draw(canvas, body, row, col, columns, role, attr, point->text);
	if (point->number)
		canvas_print(canvas, body, row, col, role, attr, "%d", point->number);
	else
		canvas_put(canvas, body, row, col, glyph(GLYPH_RUNNING), role, 0);
	return present_text_draw(canvas, body, row, col + 4, columns - 4, role, attr, point->text);
}

/* Rows of points `first` up to `end`. */
static int slide_rows(const struct slide *slide, struct rect body, int first, int end)
{
	int rows = 0;
	for (int i = first; i < end; i++)
		rows += present_point_rows(&slide->points[i], present_measure(body)) + (i > first) * gap_of(body);
	return rows;
}

/* The last of points `first` up to `end` that fit, from the body's top on; returns the row after them. */
static int points_small_draw(struct canvas *canvas, struct rect body, int row, const struct slide *slide, int end, int newest)
{
	int first = end;
	while (first > 0 && slide_rows(slide, body, first - 1, end) <= body.row + body.rows - row)
		first--;
	for (int i = first; i < end; i++)
		row = point_draw(canvas, body, row, present_measure(body), &slide->points[i], i == newest) + gap_of(body);
	return row;
}

/* The newest point large, below those before it. */
static bool points_large_draw(struct canvas *canvas, struct rect body, const struct slide *slide, int shown)
{
	const struct point *newest = &slide->points[shown - 1];
	int large = newest->kind == POINT_CODE ? 0 : present_large_rows(body, newest->text, body.rows - 6);
	if (!large)
		return false;
	struct rect above = { body.row, body.col, body.rows - large - 1, body.cols };
	int row = points_small_draw(canvas, above, body.row + 1, slide, shown - 1, -1);
	thick_letters_draw(canvas, body, shown > 1 ? row + 1 : body.row + (body.rows - large) / 4, body.col + 2, body.cols - 4, ROLE_TITLE, newest->text);
	return true;
}

/* What is there does not move while more comes below it, as long as all fits. */
void present_points_draw(struct canvas *canvas, struct rect body, const struct slide *slide, int shown)
{
	int all = slide_rows(slide, body, 0, slide->count), free = all <= body.rows ? body.rows - all : 0;
	if (shown > 0 && points_large_draw(canvas, body, slide, shown))
		return;
	points_small_draw(canvas, body, body.row + (free > 4 ? 1 + free / 5 : free > 0), slide, shown, shown - 1);
}

void present_page_draw(struct canvas *canvas, struct rect body, const struct present *present)
{
	if (!present->opening) {
		present_points_draw(canvas, body, &present->page, present->shown);
		return;
	}
	int row = body.row + body.rows / 4;
	row = present_strong_draw(canvas, body, row, body.rows / 2, present->lesson->title);
	present_text_draw(canvas, body, row, body.col + 2, present_measure(body), ROLE_TEXT, 0, present->lesson->summary);
}
