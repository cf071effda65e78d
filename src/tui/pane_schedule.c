/* pane_schedule.c - so far: who took each step, as a schedule string that grows.
 *
 * The string is written in items (`A3`), broken between them; the item of the step shown is marked, and steps after it, while one looks back, are quiet. Of a long one
 * the end is shown. Below it: how many steps, and by how many changes of worker. */
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/control.h"
#include "tui/glyph.h"
#include "tui/pane.h"
#include "tui/pen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ITEMS_SHOWN 4000u /* of the end: more never fit */

/* A run of steps of one worker. */
struct item {
	uint32_t worker;
	size_t from, steps;
};

struct schedule_pane {
	struct item items[ITEMS_SHOWN];
	size_t count;
};

static void *schedule_new(void)
{
	return calloc(1, sizeof(struct schedule_pane));
}

/* The last items before step `end`; those beyond where one looks are items of their own, so that the mark falls between two. */
static void list(struct schedule_pane *own, const struct step_log *log, size_t shown)
{
	size_t from = log->count > ITEMS_SHOWN ? log->count - ITEMS_SHOWN : 0;
	own->count = 0;
	for (size_t i = from; i < log->count; i++) {
		struct item *last = own->count ? &own->items[own->count - 1] : NULL;
		if (last && last->worker == log->steps[i].worker && i != shown)
			last->steps++;
		else
			own->items[own->count++] = (struct item){ log->steps[i].worker, i, 1 };
	}
}

static int item_text(const struct item *item, char to[32])
{
	char letter[12];
	if (item->steps == 1)
		snprintf(to, 32, "%s", worker_letter(item->worker, letter));
	else
		snprintf(to, 32, "%s%zu", worker_letter(item->worker, letter), item->steps);
	return text_width(to);
}

/* The first item so that all from there on fit into so many rows. */
static size_t first_that_fits(const struct schedule_pane *own, int cols, int rows)
{
	size_t first = own->count;
	char text[32];
	int col = 0, row = 1;
	while (first > 0) {
		int width = item_text(&own->items[first - 1], text);
		if (col + width + 1 > cols && row++ == rows)
			break;
		col = col + width + 1 > cols ? width + 1 : col + width + 1;
		first--;
	}
	return first;
}

static void draw_items(const struct schedule_pane *own, struct pen *pen, size_t shown, size_t first, int rows)
{
	char text[32];
	pen_at(pen, 0, 1);
	if (first > 0)
		pen_print(pen, ROLE_QUIET, 0, "%s ", glyph_text(GLYPH_ELLIPSIS));
	for (size_t i = first; i < own->count; i++) {
		const struct item *item = &own->items[i];
		bool last = item->from < shown && shown <= item->from + item->steps, ahead = item->from >= shown;
		if (pen_left(pen) < item_text(item, text) + 1) {
			if (pen->row + 1 >= rows)
				return;
			pen_at(pen, pen->row + 1, 1);
		}
		pen_text(pen, ahead ? ROLE_QUIET : last ? ROLE_FOCUS : ROLE_TITLE, last ? ATTR_BOLD | ATTR_UNDERLINE : 0, text);
		pen_text(pen, ROLE_TEXT, 0, " ");
	}
	if (pen_left(pen) > 0)
		pen_sign(pen, glyph(GLYPH_EIGHTH_1), ROLE_QUIET, 0);
}

static enum role_of_cell grade_role(enum outlook_grade grade)
{
	static const enum role_of_cell roles[] = { ROLE_GOOD, ROLE_MARK, ROLE_BAD };
	return roles[grade];
}

/* What follows from here, from the count of all schedules. */
static int draw_outlook(struct pen *pen, const struct outlook *outlook, int row)
{
	char words[160];
	pen_at(pen, row, 1);
	if (outlook->beyond != OUTLOOK_WITHIN) {
		pen_text(pen, ROLE_QUIET, 0, outlook_beyond(outlook->beyond, pen_left(pen), words, sizeof words));
		return row + 1;
	}
	pen_text(pen, grade_role(outlook_grade(outlook->schedules, outlook->failing)), ATTR_BOLD,
		outlook_from_here(outlook->schedules, outlook->failing, pen_left(pen), words, sizeof words));
	if (!outlook->before_known)
		return row + 1;
	pen_at(pen, row + 1, 1);
	pen_text(pen, ROLE_QUIET, 0, outlook_before(outlook->before_schedules, outlook->before_failing, pen_left(pen), words, sizeof words));
	return row + 2;
}

static bool schedule_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct schedule_pane *own = data;
	struct pen pen = pen_start(canvas, rect);
	if (!view->control || rect.rows < 1)
		return false;
	const struct step_log *log = &view->control->log;
	size_t shown = step_log_at(log, view->player->position);
	const struct outlook *outlook = &view->control->outlook;
	int told = outlook->known ? 1 + outlook->before_known : outlook->beyond != OUTLOOK_WITHIN, rows = rect.rows - told > 1 ? rect.rows - told : rect.rows;
	if (rows < rect.rows)
		draw_outlook(&pen, outlook, rows);
	list(own, log, shown);
	size_t first = first_that_fits(own, rect.cols - 3, rows);
	if (log->count == 0) {
		pen_at(&pen, 0, 1);
		pen_rest(&pen, ROLE_QUIET, 0, pen_left(&pen) < 34 ? _("no step yet") : _("no step yet: the schedule is empty"));
		return false;
	}
	draw_items(own, &pen, shown, first, rows);
	return false;
}

static void schedule_head(void *data, const struct view *view, char *to, int size)
{
	(void)data;
	size_t count = view->control ? view->control->log.count : 0, shown = view->control ? step_log_at(&view->control->log, view->player->position) : 0;
	if (shown < count)
		snprintf(to, size, _("so far, %zu of %zu steps"), shown, count);
	else
		snprintf(to, size, count ? ngettext("so far, %zu step", "so far, %zu steps", count) : _("so far"), count);
}

static int schedule_rows(void *data, const struct view *view, int cols)
{
	struct schedule_pane *own = data;
	char text[32];
	int col = 0, rows = 1;
	if (!view->control)
		return 3;
	list(own, &view->control->log, view->control->log.count);
	for (size_t i = 0; i < own->count; i++) {
		int width = item_text(&own->items[i], text) + 1;
		rows += col + width > cols * 2 / 5;
		col = col + width > cols * 2 / 5 ? width : col + width;
	}
	return rows + 2 + 2 * view->control->outlook.known;
}

const struct pane pane_schedule = {
	.stepping = true,
	.name = "schedule",
	.title = N_("so far"),
	.help = N_("The schedule: who took each step so far, as a string that can be said aloud, copied (Ctrl-Y), saved (:write) and typed in (:).\n"
		"A is one step of worker A, A3 three; @ is the main task. The same schedule gives the same run again.\n"
		"The marked item has the last step. While you look at an earlier moment, what came after it is quiet."),
	.new = schedule_new,
	.free = free,
	.head = schedule_head,
	.draw = schedule_draw,
	.rows = schedule_rows,
};
