/* pane_next.c - who next? Each worker with the key that chooses it, and what it will do then, or why it cannot be chosen.
 *
 * A row is: the key, the letter and the sign of its state, the words, and its line where there is room. Those who can go stand out; the one who went last has a mark. An
 * action that would write back over a value that has changed is in the colour of what is wrong: the lost update, before it happens. While one looks at an earlier moment the rows are of that
 * moment. Where not all fit, those who can be chosen come first, and the rest is counted. */
#include "stage/next.h"
#include "trace/text.h"
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

static void draw_row(struct pen *pen, const struct view *view, uint32_t id, int name_columns)
{
	const struct stage *stage = view->stage;
	const struct stage_worker *worker = &stage->workers[id];
	bool can = stage_next_possible(stage, id), sleeps = can && worker->next.way != NEXT_CAN, loses = can && stage_next_loses(stage, id);
	char key[4], letter[12], words[200], line[16] = "";
	key_of(id, key);
	pen_field(pen, 2, can ? ROLE_KEY : ROLE_QUIET, can ? ATTR_BOLD : 0, can ? key : "");
	pen_sign(pen, stage->stepper == id ? glyph(GLYPH_HEAD) : ' ', ROLE_QUIET, 0);
	enum role_of_cell role = !can ? pane_state_role(is_over(worker) ? worker->state : STATE_BLOCKED) : sleeps ? ROLE_SLEEPING : ROLE_READY;
	uint32_t sign = is_over(worker) ? pane_state_glyph(worker->state) : can ? glyph(sleeps ? GLYPH_SLEEPING : GLYPH_READY) : glyph(GLYPH_WAITING);
	pen_sign(pen, sign, role, 0);
	pen_print(pen, role, ATTR_BOLD, " %s ", worker_letter(id, letter));
	if (name_columns) {
		pen_field(pen, name_columns, ROLE_QUIET, 0, stage_worker_name(stage, id));
		pen_text(pen, ROLE_TEXT, 0, "  ");
	}
	if (worker->next.line && !is_over(worker))
		snprintf(line, sizeof line, " line %u", worker->next.line);
	stage_next_words(stage, id, words, sizeof words);
	bool fits = pen_left(pen) >= text_width(words) + text_width(line);
	pen_rest(pen, loses ? ROLE_BAD : can ? ROLE_TEXT : ROLE_QUIET, loses ? ATTR_BOLD : 0, words);
	if (*line && fits) {
		pen_at(pen, pen->row, pen->rect.cols - text_width(line));
		pen_text(pen, ROLE_QUIET, 0, line);
	}
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
	bool more = own->count > (uint32_t)(top + rect.rows);
	for (int row = 0; row < rect.rows - more && (uint32_t)(top + row) < own->count; row++) {
		pen_at(&pen, row, 1);
		draw_row(&pen, view, own->ids[top + row], names);
	}
	if (own->count == 0) {
		pen_at(&pen, 0, 1);
		pen_rest(&pen, ROLE_QUIET, 0, "no worker has been made");
	} else if (more) {
		pen_at(&pen, rect.rows - 1, 1);
		pen_print(&pen, ROLE_QUIET, 0, "%s and %u more", glyph_text(GLYPH_ELLIPSIS), own->count - (uint32_t)(top + rect.rows) + 1);
	}
	return false;
}

static void next_head(void *data, const struct view *view, char *to, int size)
{
	(void)data;
	uint32_t can = 0, first = 0;
	char letter[12];
	for (uint32_t id = 1; id < view->stage->worker_count; id++)
		if (stage_next_possible(view->stage, id) && !can++)
			first = id;
	if (view->stage->outcome != OUTCOME_RUNNING)
		snprintf(to, size, "nobody goes next: the run is over");
	else if (can == 1)
		snprintf(to, size, "who next? only %s can go", worker_letter(first, letter));
	else
		snprintf(to, size, "who next?");
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
	return own->count < 2 ? 2 : (int)own->count;
}

const struct pane pane_next = {
	.stepping = true,
	.name = "next",
	.title = "who next?",
	.help = "Who can take the next step, and what that step will be. The letter at the left chooses the worker; its capital lets it go on until it waits or ends.\n"
		"Lua has run up to that action already, so what will be written is known: in the colour of errors it is a\n"
		"write that would undo another's, because the value read before is out of date.\n"
		"Those without a letter cannot go; the words say what they wait for. A sleeper may be chosen: then the virtual clock jumps to when it is due.\n"
		"The small arrow marks who took the last step.",
	.new = next_new,
	.free = free,
	.head = next_head,
	.draw = next_draw,
	.key = next_key,
	.rows = next_rows,
};
