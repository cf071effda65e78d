/* time_axis.c - a rule with ticks at round kitchen seconds.
 *
 * Columns are equal in the run's clock; kitchen time under them may run faster or slower where the pace changed, so each tick is put into
 * the column that holds its moment. A tick without room for its words goes without them. */
#include "tui/time_axis.h"

#include "trace/text.h"

#include <math.h>
#include <stdio.h>

/* Kitchen seconds between two ticks, at least twelve columns apart: 1, 2 or 5 times a power of ten; from ten seconds on as on a clock. */
static double tick_s(const struct time_axis *axis, double rate)
{
	static const int clock[] = { 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600 };
	double least = 12 * (double)axis->slice_ns / 1e9 * rate, step = pow(10, floor(log10(least)));
	if (least <= 5)
		return step >= least ? step : 2 * step >= least ? 2 * step : 5 * step >= least ? 5 * step : 10 * step;
	for (size_t i = 0; i < sizeof clock / sizeof *clock; i++)
		if (clock[i] >= least)
			return clock[i];
	return 3600 * ceil(least / 3600);
}

static void tick_words(double at_s, double step_s, char *to, int size)
{
	long whole = lround(at_s);
	int decimals = step_s >= 1 ? 0 : (int)ceil(-log10(step_s) - 1e-9);
	if (step_s < 1e-3)
		snprintf(to, size, "%.*f ms", decimals - 3, at_s * 1e3);
	else if (step_s < 10 || whole < 60)
		snprintf(to, size, "%.*f s", decimals, at_s);
	else if (whole % 60)
		snprintf(to, size, "%ld:%02ld min", whole / 60, whole % 60);
	else
		snprintf(to, size, "%ld min", whole / 60);
}

static void draw_tick(struct pen *pen, int col, int end, double at_s, double step_s)
{
	char text[32];
	tick_words(at_s, step_s, text, sizeof text);
	pen_at(pen, pen->row, col);
	pen_sign(pen, glyph(GLYPH_TEE_UP), ROLE_RULE, 0);
	if (col + 3 + text_width(text) <= end)
		pen_print(pen, ROLE_QUIET, 0, " %s ", text);
}

/* The last tick before the run's `at_ns`, counted from 0: -1 before the first. */
static double tick_before(const struct time_axis *axis, uint64_t at_ns, double step_s)
{
	return ceil(pace_log_kitchen_s(axis->pace, at_ns) / step_s - 1e-6) - 1;
}

void time_axis_draw(struct pen *pen, const struct time_axis *axis, uint64_t now_ns)
{
	uint64_t at_ns = axis->from_ns;
	double step_s = tick_s(axis, pace_log_rate(axis->pace, now_ns)), before = tick_before(axis, at_ns, step_s);
	int end = axis->col + axis->columns, free_from = axis->col;
	for (pen_at(pen, pen->row, axis->col); pen->col < end;)
		pen_sign(pen, glyph(GLYPH_H), ROLE_RULE, 0);
	for (int col = axis->col; col < end; col++, at_ns += axis->slice_ns) {
		double tick = tick_before(axis, at_ns + axis->slice_ns, step_s);
		if (tick > before && col >= free_from) {
			draw_tick(pen, col, end, tick * step_s, step_s);
			free_from = pen->col + 1;
		}
		before = tick;
	}
}
