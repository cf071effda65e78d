/* side_score.c - the scoreboard: a line for each side, its figures as they were measured. Who is done at the moment shown has a tick and its place; who is not yet is quiet. */
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pen.h"
#include "tui/side.h"
#include "tui/time_axis.h"

#include <math.h>
#include <stdio.h>

#define MARK_COLS 5 /* tick, place */
#define CORES_COLS 120 /* from so many columns on there is a column for the cores used */

int side_score_rows(const struct sides *sides)
{
	return 2 + sides->count;
}

static bool has_known(const struct sides *sides)
{
	for (int i = 0; i < sides->count; i++)
		if (!isnan(sides->list[i].known_s) || !isnan(sides->list[i].known_speedup))
			return true;
	return false;
}

static int name_cols(const struct sides *sides)
{
	int cols = 11;
	for (int i = 0; i < sides->count; i++) {
		int width = text_width(sides->list[i].name);
		cols = width > cols ? width : cols;
	}
	return cols + 1;
}

/* A column, its words at its right end. */
static void column(struct pen *pen, int columns, enum role_of_cell role, const char *text)
{
	int blank = columns - text_width(text);
	pen_at(pen, pen->row, pen->col + (blank > 0 ? blank : 1));
	pen_text(pen, role, 0, text);
}

static void head_draw(const struct sides *sides, struct pen *pen)
{
	pen_at(pen, 1, MARK_COLS);
	pen_field(pen, name_cols(sides), ROLE_QUIET, 0, _("engine"));
	column(pen, 8, ROLE_QUIET, _("elapsed"));
	column(pen, 9, ROLE_QUIET, _("speed-up"));
	column(pen, 9, ROLE_QUIET, _("CPU"));
	if (pen->rect.cols >= CORES_COLS)
		column(pen, 12, ROLE_QUIET, _("cores used"));
	column(pen, 8, ROLE_QUIET, _("peak"));
	column(pen, 9, ROLE_QUIET, _("switches"));
	column(pen, 8, ROLE_QUIET, _("served"));
	if (has_known(sides))
		column(pen, 10, ROLE_QUIET, _("published"));
}

static void known_draw(const struct side *side, struct pen *pen)
{
	char words[32] = "";
	if (!isnan(side->known_s))
		snprintf(words, sizeof words, "%.4g s", side->known_s);
	else if (!isnan(side->known_speedup))
		snprintf(words, sizeof words, "%.2f %s", side->known_speedup, glyph_text(GLYPH_TIMES));
	column(pen, 10, ROLE_QUIET, words);
}

static void figures_draw(const struct sides *sides, struct side *side, struct pen *pen)
{
	bool over = side_over(sides, side), first = over && side_rank(sides, side) == 1;
	enum role_of_cell role = over ? ROLE_TEXT : ROLE_QUIET;
	char words[48];
	column(pen, 8, first ? ROLE_GOOD : role, side_seconds(side->is.elapsed_s, words));
	snprintf(words, sizeof words, "%.2f %s", side_speedup(sides, side), glyph_text(GLYPH_TIMES));
	column(pen, 9, first ? ROLE_GOOD : role, words);
	column(pen, 9, role, side_seconds(side->is.cpu_s, words));
	if (pen->rect.cols >= CORES_COLS) {
		snprintf(words, sizeof words, _("%.2f of %d"), side->is.elapsed_s > 0 ? side->is.cpu_s / side->is.elapsed_s : 0, sides->cores);
		column(pen, 12, role, words);
	}
	snprintf(words, sizeof words, "%.1f MB", (double)side->is.peak_kb / 1024);
	column(pen, 8, role, words);
	snprintf(words, sizeof words, "%lld", side->is.switches);
	column(pen, 9, role, words);
	if (!side->is.served)
		words[0] = '\0';
	else if (over || !side->open)
		snprintf(words, sizeof words, "%lld", side->is.served);
	else
		snprintf(words, sizeof words, _("%u of %lld"), side_served(side), side->is.served);
	column(pen, 8, role, words);
}

static void mark_draw(const struct sides *sides, const struct side *side, struct pen *pen)
{
	int rank = side_rank(sides, side);
	bool over = side_over(sides, side);
	if (side->state == SIDE_RUNS)
		pen_sign(pen, glyph(GLYPH_RUNNING), ROLE_RUNNING, 0);
	else if (side->is.died)
		pen_sign(pen, glyph(GLYPH_DEAD), ROLE_BAD, 0);
	else if (rank && over)
		pen_sign(pen, glyph(GLYPH_ENDED), ROLE_GOOD, 0);
	else
		pen_sign(pen, ' ', ROLE_TEXT, 0);
	if (rank && over)
		pen_print(pen, rank == 1 ? ROLE_GOOD : ROLE_TEXT, 0, " %d.", rank);
}

static void row_draw(const struct sides *sides, struct side *side, struct pen *pen)
{
	mark_draw(sides, side, pen);
	pen_at(pen, pen->row, MARK_COLS);
	pen_field(pen, name_cols(sides), side->state == SIDE_OUT ? ROLE_QUIET : ROLE_TITLE, 0, side->name);
	if (side_ran(side)) {
		figures_draw(sides, side, pen);
		known_draw(side, pen);
	} else if (side->state == SIDE_OUT) {
		pen_text(pen, ROLE_QUIET, 0, "n/a: ");
		pen_rest(pen, ROLE_QUIET, 0, side->is.why);
	} else if (side->state == SIDE_MEASURED) {
		pen_rest(pen, ROLE_BAD, 0, side->is.why);
	} else {
		pen_rest(pen, ROLE_QUIET, 0, side->state == SIDE_RUNS ? _("is being measured") : _("waits for its turn"));
	}
}

/* The rule above it is the time axis of the lanes above, where those have one. */
static void rule_draw(const struct sides *sides, struct canvas *canvas, struct rect rect)
{
	static const struct pace_log none;
	int before, after, cols = rect.cols - 2;
	struct pen pen = { .canvas = canvas, .rect = { rect.row, rect.col + 1, 1, cols } };
	side_lanes_margins(cols, &before, &after);
	int columns = cols - before - after;
	if (sides->layout.form != SIDE_STRIPS || columns < 1 || !sides->layout.count)
		return;
	struct time_axis axis = { &none, 0, sides_span_ns(sides) / (uint64_t)columns + 1, before, columns };
	time_axis_draw(&pen, &axis, 0);
}

void side_score_draw(struct sides *sides, struct canvas *canvas, struct rect rect)
{
	rule_draw(sides, canvas, rect);
	struct pen pen = { .canvas = canvas, .rect = { rect.row, rect.col + 1, rect.rows, rect.cols - 2 } };
	if (rect.rows < 3)
		return;
	head_draw(sides, &pen);
	int rows = rect.rows - 2, first = 0, of;
	struct side *shown[SIDE_CELLS];
	if (sides->count > rows && sides_shown(sides, shown, &of)) /* not all fit: those of the cells are among them */
		first = (int)(shown[0] - sides->list) > sides->count - rows ? sides->count - rows : (int)(shown[0] - sides->list);
	for (int i = 0; i < rows && first + i < sides->count; i++) {
		pen_at(&pen, 2 + i, 0);
		row_draw(sides, &sides->list[first + i], &pen);
	}
}
