/* pane_next.c - who next? Each worker with the key that chooses it, and what it will do then, or why it cannot be chosen.
 *
 * A row is: the key, the letter and the sign of its state, the words, and its line where there is room. Those who can go stand out; the one who went last has a mark. An
 * action that would write back over a value that has changed is in the colour of what is wrong: the lost update, before it happens. While one looks at an earlier moment the rows are of that
 * moment. Where not all fit, those who can be chosen come first, and the rest is counted. */
#include "stage/cycle.h"
#include "stage/next.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/control.h"
#include "tui/glyph.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/scroll.h"

#include <stdio.h>
#include <stdlib.h>

#define LISTED_MAX 2000u

struct next_pane {
	struct scroll scroll;
	uint32_t ids[LISTED_MAX];
	uint32_t count;
};

static void *next_new(void)
{
	return calloc(1, sizeof(struct next_pane));
}

static bool is_over(const struct stage_worker *worker)
{
	return worker->state == STATE_ENDED || worker->state == STATE_DEAD;
}

/* The main task is shown while it has something to do beside the tasks; devices once they have. */
static bool is_listed(const struct stage_worker *worker)
{
	if (!worker->name)
		return false;
	if (worker->role == ROLE_OF_MAIN)
		return worker->next.kind != 0;
	return worker->role != ROLE_OF_DEVICE || worker->next.kind;
}

static void list(struct next_pane *own, const struct stage *stage, int rows)
{
	own->count = 0;
	for (uint32_t id = 1; id < stage->worker_count && own->count < LISTED_MAX; id++)
		if (is_listed(&stage->workers[id]))
			own->ids[own->count++] = id;
	if (own->count <= (uint32_t)rows || own->scroll.by_hand)
		return;
	uint32_t kept = 0, rest[LISTED_MAX], others = 0; /* who can go first, then those who wait, then those who have ended */
	for (uint32_t i = 0; i < own->count; i++)
		if (stage_next_possible(stage, own->ids[i]))
			own->ids[kept++] = own->ids[i];
		else
			rest[others++] = own->ids[i];
	for (int over = 0; over < 2; over++)
		for (uint32_t i = 0; i < others; i++)
			if (is_over(&stage->workers[rest[i]]) == over)
				own->ids[kept++] = rest[i];
}

/* The key that chooses it: its letter in lower case; none for those past Z, who are chosen by `:`. */
static void key_of(uint32_t id, char to[4])
{
	snprintf(to, 4, id == 1 ? "@" : id < 28 ? "%c" : "", (char)('a' + id - 2));
}

/* None of the schedules that follow fails, some do, all do. */
static enum role_of_cell grade_role(const struct outlook_next *then)
{
	static const enum role_of_cell roles[] = { ROLE_GOOD, ROLE_MARK, ROLE_BAD };
	return roles[outlook_grade(then->schedules, then->failing)];
}

/* How many of the schedules that follow then fail; returns its colour. */
static enum role_of_cell then_write(const struct outlook_next *then, int columns, char *to, int size)
{
	char words[160];
	outlook_then(then->schedules, then->failing, columns - 1, words, sizeof words);
	snprintf(to, size, "%s%.90s", *words ? " " : "", words);
	return grade_role(then);
}

/* At an earlier moment that was re-executed nobody was asked; then it is known only who went on. */
static void words_of(const struct view *view, uint32_t id, char *to, size_t size)
{
	const struct step_log *log = view->control && view->player ? &view->control->log : NULL;
	size_t at = log ? step_log_at(log, view->player->position) : 0;
	bool known = view->stage->asked || is_over(&view->stage->workers[id]) || !log || at >= log->count;
	if (known)
		stage_next_words(view->stage, id, to, size);
	else
		snprintf(to, size, log->steps[at].worker == id ? _("took step %zu from here") : "", at + 1);
}

static void draw_row(struct pen *pen, const struct view *view, uint32_t id, int name_columns)
{
	const struct stage *stage = view->stage;
	const struct stage_worker *worker = &stage->workers[id];
	bool can = stage_next_possible(stage, id), sleeps = can && worker->next.way != NEXT_CAN, loses = can && stage_next_loses(stage, id);
	const struct outlook_next *then = view->control ? outlook_of(&view->control->outlook, id) : NULL;
	char key[4], letter[12], words[200], line[96] = "";
	enum role_of_cell role_of_line = ROLE_QUIET, key_role = then ? grade_role(then) : can ? ROLE_KEY : ROLE_QUIET;
	key_of(id, key);
	pen_field(pen, 2, key_role, can ? ATTR_BOLD : 0, can ? key : "");
	pen_sign(pen, stage->stepper == id ? glyph(GLYPH_HEAD) : ' ', ROLE_QUIET, 0);
	enum role_of_cell role = !can ? pane_worker_role(view, id) : sleeps ? ROLE_SLEEPING : ROLE_READY;
	uint32_t sign = is_over(worker) ? pane_state_glyph(worker->state) : can ? glyph(sleeps ? GLYPH_SLEEPING : GLYPH_READY) : pane_worker_glyph(view, id);
	pen_sign(pen, sign, role, 0);
	pen_print(pen, role, ATTR_BOLD, " %s ", worker_letter(id, letter));
	if (name_columns) {
		pen_field(pen, name_columns, ROLE_QUIET, 0, stage_worker_name(stage, id));
		pen_text(pen, ROLE_TEXT, 0, "  ");
	}
	words_of(view, id, words, sizeof words);
	if (then)
		role_of_line = then_write(then, pen_left(pen) - text_width(words), line, sizeof line);
	else if (worker->next.line && !is_over(worker))
		snprintf(line, sizeof line, _(" line %u"), worker->next.line);
	bool fits = pen_left(pen) >= text_width(words) + text_width(line);
	pen_rest(pen, loses ? ROLE_BAD : can ? ROLE_TEXT : ROLE_QUIET, loses ? ATTR_BOLD : 0, words);
	if (*line && fits) {
		pen_at(pen, pen->row, pen->rect.cols - text_width(line));
		pen_text(pen, role_of_line, 0, line);
	}
}

/* "A ─holds→ till ─wanted by→ B": the edge from its other end, as it holds everything up. */
static void draw_edge(struct pen *pen, const struct stage *stage, const struct wait_edge *edge)
{
	char letter[12];
	const char *line = glyph_text(GLYPH_H), *arrow = glyph_text(GLYPH_ARROW_RIGHT);
	pen_text(pen, ROLE_BAD, ATTR_BOLD, worker_letter(edge->holder, letter));
	if (edge->object) {
		pen_print(pen, ROLE_QUIET, 0, _(" %sholds%s "), line, arrow);
		pen_text(pen, ROLE_TITLE, ATTR_BOLD, stage_object_name(stage, edge->object));
		pen_print(pen, ROLE_QUIET, 0, _(" %swanted by%s "), line, arrow);
	} else {
		pen_print(pen, ROLE_QUIET, 0, _(" %sis waited for by%s "), line, arrow);
	}
	pen_text(pen, ROLE_BAD, ATTR_BOLD, worker_letter(edge->waiter, letter));
}

/* The circle, an edge a row, in the order in which each leads to the next; returns the row after it. */
static int draw_circle(struct pen *pen, const struct stage *stage, const struct wait_edge *edges, uint32_t count, int rows)
{
	int row = 0;
	for (uint32_t i = count; i-- > 0 && row < rows; row++) { /* waiter to holder is one way round, holder to waiter the other */
		enum glyph corner = count == 1 ? GLYPH_H : row == 0 ? GLYPH_CORNER_TL : i == 0 ? GLYPH_CORNER_BL : GLYPH_V;
		pen_at(pen, row, 1);
		pen_sign(pen, glyph(corner), ROLE_BAD, 0);
		pen_sign(pen, row == 0 ? glyph(GLYPH_HEAD) : i == 0 ? glyph(GLYPH_H) : ' ', ROLE_BAD, 0);
		pen_at(pen, row, 4);
		draw_edge(pen, stage, &edges[i]);
	}
	return row;
}

static bool is_deadlock(const struct stage *stage)
{
	return stage->outcome == OUTCOME_DEADLOCK;
}

/* Nobody can ever go on: the circle; returns the rows it took. The words are in the notice. */
static int draw_deadlock(struct pen *pen, const struct stage *stage, int rows)
{
	struct wait_edge edges[CYCLE_MAX];
	uint32_t count = stage_cycle(stage, edges);
	if (!count)
		return 0;
	int row = draw_circle(pen, stage, edges, count, rows);
	return row + (row + 2 < rows);
}

/* Names, where there is room beside the words. */
static int name_columns(const struct next_pane *own, const struct stage *stage, int cols)
{
	int widest = 0;
	for (uint32_t i = 0; i < own->count && cols >= 64; i++) {
		int width = text_width(stage_worker_name(stage, own->ids[i]));
		widest = width > widest ? width : widest;
	}
	return widest > 16 ? 16 : widest;
}

static bool next_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct next_pane *own = data;
	struct pen pen = pen_start(canvas, rect);
	list(own, view->stage, rect.rows);
	scroll_fit(&own->scroll, (int)own->count, rect.rows);
	int top = own->scroll.by_hand ? own->scroll.top : 0, names = name_columns(own, view->stage, rect.cols);
	int above = is_deadlock(view->stage) ? draw_deadlock(&pen, view->stage, rect.rows) : 0;
	bool more = own->count > (uint32_t)(top + rect.rows);
	if (above) { /* who waits for ever is told already; what room there is is for the others */
		rect.row += above;
		rect.rows -= above;
		pen.rect = rect;
		more = own->count > (uint32_t)(top + rect.rows);
	}
	for (int row = 0; row < rect.rows - more && (uint32_t)(top + row) < own->count; row++) {
		pen_at(&pen, row, 1);
		draw_row(&pen, view, own->ids[top + row], names);
	}
	if (own->count == 0) {
		pen_at(&pen, 0, 1);
		pen_rest(&pen, ROLE_QUIET, 0, _("no worker has been made"));
	} else if (more && rect.rows > 0) {
		pen_at(&pen, rect.rows - 1, 1);
		pen_print(&pen, ROLE_QUIET, 0, _("%s and %u more"), glyph_text(GLYPH_ELLIPSIS), own->count - (uint32_t)(top + rect.rows) + 1);
	}
	return false;
}

static void next_head(void *data, const struct view *view, char *to, int size)
{
	(void)data;
	struct wait_edge edges[CYCLE_MAX];
	uint32_t can = 0, first = 0, circle = stage_cycle(view->stage, edges), ids[CYCLE_MAX];
	char letter[12], letters[48];
	for (uint32_t id = 1; id < view->stage->worker_count; id++)
		if (stage_next_possible(view->stage, id) && !can++)
			first = id;
	if (view->stage->outcome != OUTCOME_RUNNING)
		snprintf(to, size, is_deadlock(view->stage) ? _("nobody can go next: a deadlock") : _("nobody goes next: the run is over"));
	else if (circle) {
		for (uint32_t i = 0; i < circle; i++)
			ids[i] = edges[i].waiter;
		snprintf(to, size, _("who next? %s wait for ever"), pane_letters(ids, circle, letters, sizeof letters));
	} else if (can == 1)
		snprintf(to, size, _("who next? only %s can go"), worker_letter(first, letter));
	else if (view->control && view->control->outlook.known)
		snprintf(to, size, _("who next, and what fails then"));
	else
		snprintf(to, size, _("who next?"));
}

static bool next_key(void *data, int key, const struct view *view)
{
	struct next_pane *own = data;
	(void)view;
	return scroll_key(&own->scroll, key);
}

static int next_rows(void *data, const struct view *view, int cols)
{
	struct next_pane *own = data;
	(void)cols;
	list(own, view->stage, LISTED_MAX);
	int rows = own->count < 2 ? 2 : (int)own->count;
	return is_deadlock(view->stage) ? rows + 5 : rows;
}

const struct pane pane_next = {
	.stepping = true,
	.name = "next",
	.title = N_("who next?"),
	.help = N_("Who can take the next step, and what that step will be. The letter at the left chooses the worker; its capital lets it go on until it waits or ends.\n"
		"Lua has run up to that action already, so what will be written is known: in the colour of errors it is a\n"
		"write that would undo another's, because the value read before is out of date.\n"
		"Those without a letter cannot go; the words say what they wait for. A sleeper may be chosen: then the virtual clock jumps to when it is due.\n"
		"The small arrow marks who took the last step. Once all schedules are counted (F3), the number at the right says how many of those that follow would fail."),
	.new = next_new,
	.free = free,
	.head = next_head,
	.draw = next_draw,
	.key = next_key,
	.rows = next_rows,
};
