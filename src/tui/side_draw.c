/* side_draw.c - the screen of kitchens side by side: the head line, each cell with its rule, the scoreboard, a sentence, and the keys. */
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/side.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define GAP_MOST_NS 250000000u /* longer gaps between frames are no time of the runs: the program was stopped */

/* ---- the head ---- */

static void speed_write(char *to, size_t size, int speed)
{
	const char *times = glyph_text(GLYPH_TIMES);
	if (speed < 0)
		snprintf(to, size, "%s1/%d", times, 1 << -speed);
	else
		snprintf(to, size, "%s%d", times, 1 << speed);
}

static int measured(const struct sides *sides)
{
	int count = 0;
	for (int i = 0; i < sides->count; i++)
		count += sides->list[i].state == SIDE_MEASURED || sides->list[i].state == SIDE_OUT;
	return count;
}

/* What goes on, in the colour that it has in the head of a run. */
static enum role_of_cell state_write(const struct sides *sides, char *to, size_t size)
{
	const struct side_clock *clock = &sides->clock;
	char speed[24];
	speed_write(speed, sizeof speed, clock->speed);
	if (!sides->plays) {
		if (sides->running >= 0)
			snprintf(to, size, _("%s measuring %d of %d"), glyph_text(GLYPH_RUNNING), measured(sides) + 1, sides->count);
		return ROLE_RUNNING;
	}
	if (clock->going)
		return snprintf(to, size, _("%s side by side %s"), glyph_text(GLYPH_PLAY), speed), ROLE_GOOD;
	if (side_clock_at_end(clock))
		return snprintf(to, size, "%s %s", glyph_text(GLYPH_ENDED), sides_complete(sides) ? _("all done") : _("those measured are done")), ROLE_GOOD;
	return snprintf(to, size, _(" PAUSED ")), ROLE_BANNER;
}

/* How many kitchen seconds, which workers tell of, pass in a real one, which clocks here count. */
static void pace_write(const struct sides *sides, char *to, size_t size)
{
	to[0] = '\0';
	for (int i = 0; i < sides->count; i++) {
		uint64_t millionths = sides->list[i].open ? history_head(sides->list[i].watch.history)->pace_millionths : 0;
		if (!millionths)
			continue;
		if (millionths != 1000000)
			snprintf(to, size, _(" %s pace %s%.3g"), glyph_text(GLYPH_DOT), glyph_text(GLYPH_TIMES), (double)millionths / 1e6);
		return;
	}
}

static void head_draw(const struct sides *sides, struct canvas *canvas, struct rect rect)
{
	char state[80] = "", now[24], all[24], where[64] = "", machine[128], pace[48];
	enum role_of_cell role = state_write(sides, state, sizeof state);
	side_seconds((double)sides->clock.now_ns / 1e9, now);
	side_seconds((double)sides->clock.end_ns / 1e9, all);
	if (sides->plays)
		snprintf(where, sizeof where, side_clock_at_end(&sides->clock) ? "%s" : _("%s of %s"), now, all);
	else if (sides->running >= 0)
		side_seconds((double)side_now_ns(sides, &sides->list[sides->running]) / 1e9, where);
	pace_write(sides, pace, sizeof pace);
	snprintf(machine, sizeof machine, ngettext("on %d core %s seed %llu%s", "on %d cores %s seed %llu%s", (unsigned long)sides->cores), sides->cores, glyph_text(GLYPH_DOT),
		(unsigned long long)sides->seed, pace);
	int width = text_width(state) + 3 + (text_width(where) > 18 ? text_width(where) : 18);
	int right = rect.col + rect.cols - 1 - width;
	int col = canvas_text_cut(canvas, rect, rect.row, rect.col + 1, right - 5, ROLE_TITLE, 0, sides->title) + 3;
	if (col + text_width(machine) + 3 <= right)
		canvas_text(canvas, rect, rect.row, col, ROLE_QUIET, 0, machine);
	canvas_text(canvas, rect, rect.row, right, role, 0, state);
	canvas_text(canvas, rect, rect.row, rect.col + rect.cols - 1 - text_width(where), ROLE_TEXT, 0, where);
}

/* ---- a cell's rule ---- */

static const char *ordinal(int rank)
{
	static const char *const words[] = { "", N_("1st"), N_("2nd"), N_("3rd") };
	static char other[16];
	if (rank < 4)
		return rank ? _(words[rank]) : "";
	snprintf(other, sizeof other, _("%dth"), rank);
	return other;
}

/* How a side stands, for the right of its rule: in full, or `brief` where there is little room. */
static enum role_of_cell result_write(struct sides *sides, struct side *side, char *to, size_t size, bool brief)
{
	bool over = side_over(sides, side);
	char time[24];
	side_seconds((double)side_now_ns(sides, side) / 1e9, time);
	to[0] = '\0';
	if (side->is.died)
		return snprintf(to, size, _("%s its kitchen died"), glyph_text(GLYPH_DEAD)), ROLE_BAD;
	if (side->state == SIDE_RUNS)
		return snprintf(to, size, brief ? "%s %s" : _("%s measured now, %s"), glyph_text(GLYPH_RUNNING), time), ROLE_RUNNING;
	if (!side->open || side->state == SIDE_WAITS)
		return snprintf(to, size, brief ? _("waits") : _("waits for its turn")), ROLE_QUIET;
	if (!over)
		return ROLE_QUIET;
	if (!side->is.ran || side->is.wrong)
		return snprintf(to, size, brief ? "%s" : "%s %s%.300s", glyph_text(GLYPH_DEAD), side->is.ran ? _("not so: ") : "", side->is.why), ROLE_BAD;
	size_t used = (size_t)snprintf(to, size, "%s %s", glyph_text(GLYPH_ENDED), sides->plays ? ordinal(side_rank(sides, side)) : _("measured"));
	if (!brief && used < size)
		used += (size_t)snprintf(to + used, size - used, ", %s", time);
	if (!brief && side_base(sides, side) != side && used < size)
		snprintf(to + used, size - used, ", %.2f %s", side_speedup(sides, side), glyph_text(GLYPH_TIMES));
	return ROLE_GOOD;
}

static void result_draw(struct sides *sides, struct side *side, struct canvas *canvas, struct rect rule, int left)
{
	char result[400];
	int room = rule.col + rule.cols - 3 - left, width;
	enum role_of_cell role = result_write(sides, side, result, sizeof result, false);
	bool words = side->is.died || side->is.wrong; /* those may be cut */
	if (!words && text_width(result) > room)
		role = result_write(sides, side, result, sizeof result, true);
	width = text_width(result);
	width = width > room ? room : width;
	if (width < 1)
		return;
	int col = rule.col + rule.cols - 2 - width;
	canvas_put(canvas, rule, rule.row, col - 1, ' ', ROLE_RULE, 0);
	canvas_put(canvas, rule, rule.row, canvas_text_cut(canvas, rule, rule.row, col, width, role, 0, result), ' ', ROLE_RULE, 0);
}

/* Number, name and what it has served on the left of the rule; on the right how it ended. */
static void rule_draw(struct sides *sides, struct side *side, int number, struct canvas *canvas, const struct side_cell *cell)
{
	char title[120], served[32] = "";
	struct layout_place place = { .frame = cell->frame, .body = cell->body };
	const struct stage *head = side->open ? history_head(side->watch.history) : NULL;
	if (head && (head->arrived || head->served))
		snprintf(served, sizeof served, _("  %u served"), side_served(side));
	snprintf(title, sizeof title, "%d %s%s", number, side->name, served);
	layout_draw_title(&place, canvas, title, false);
	result_draw(sides, side, canvas, (struct rect){ cell->frame.row, cell->frame.col, 1, cell->frame.cols }, cell->body.col + text_width(title) + 3);
}

/* ---- all of it ---- */

static void story_draw(struct sides *sides, struct canvas *canvas, struct rect rect)
{
	char text[400], line[400];
	const char *rest = sides_story(sides, text, sizeof text);
	canvas_put(canvas, rect, rect.row, rect.col + 1, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	for (int row = rect.row; row < rect.row + rect.rows && rest && *rest; row++) {
		if (row == rect.row + rect.rows - 1) {
			canvas_text_cut(canvas, rect, row, rect.col + 3, rect.cols - 4, ROLE_TEXT, 0, rest);
			return;
		}
		rest = wrap_line(rest, rect.cols - 4, line, sizeof line);
		canvas_text(canvas, rect, row, rect.col + 3, ROLE_TEXT, 0, line);
	}
}

static bool all_draw(struct sides *sides, struct canvas *canvas)
{
	struct side *shown[SIDE_CELLS];
	int of, count = sides_shown(sides, shown, &of);
	struct side_layout *layout = &sides->layout;
	bool moving = false;
	side_layout_make(layout, canvas->rows, canvas->cols, count, side_score_rows(sides), sides->strips);
	rules_draw(&layout->rules, canvas);
	for (int i = 0; i < count; i++) {
		moving |= side_cell_draw(sides, shown[i], canvas, layout->cells[i].body, layout->form);
		rule_draw(sides, shown[i], i + 1, canvas, &layout->cells[i]);
	}
	if (!count)
		canvas_text(canvas, (struct rect){ 1, 0, canvas->rows - 1, canvas->cols }, 3, 3, ROLE_QUIET, 0, _("It runs on none of these engines: see why below."));
	side_score_draw(sides, canvas, layout->score);
	story_draw(sides, canvas, layout->story);
	return moving;
}

static void advance(struct sides *sides, uint64_t frame_ns)
{
	uint64_t gap = sides->frame_ns ? frame_ns - sides->frame_ns : 0;
	gap = gap > GAP_MOST_NS ? GAP_MOST_NS : gap;
	sides->frame_ns = frame_ns;
	side_clock_advance(&sides->clock, gap);
	if (sides->running >= 0)
		watch_advance(&sides->list[sides->running].watch, gap);
	sides_look(sides);
}

bool sides_draw(struct sides *sides, struct canvas *canvas, uint64_t frame_ns)
{
	bool moving;
	advance(sides, frame_ns);
	moving = sides->zoom.side ? side_zoom_draw(sides, canvas) : all_draw(sides, canvas);
	head_draw(sides, canvas, (struct rect){ 0, 0, 1, canvas->cols });
	sides_keys_draw(sides, canvas, (struct rect){ canvas->rows - 1, 0, 1, canvas->cols });
	return moving || sides->clock.going;
}
