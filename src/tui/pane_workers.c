/* pane_workers.c - a line for each worker: who it is, what it does or waits for, and what the kernel makes of it.
 *
 * The state comes first, as glyph, word and colour, and the reason stands beside it; where others can end a wait, they are named behind an
 * arrow. Further columns (the GIL, switches, core, thread) come in only where a long reason leaves room for them; in a narrow
 * pane the reason alone stands beside the glyph in the state's colour. On a loop all run on one thread, so its number is in the title. Devices —
 * arrivals, a grill — work by themselves and take nobody's turn: their lines are quiet. Which workers are shown when not all fit is
 * the roster's choice. */
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/roster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column { COLUMN_TID, COLUMN_PARENT, COLUMN_CORE, COLUMN_MEMORY, COLUMN_CPU, COLUMN_SWITCHES, COLUMN_GIL, COLUMN_COUNT };

/* As room comes; among processes it is they that one wants to see. */
static const uint8_t thread_order[COLUMN_COUNT] = { COLUMN_SWITCHES, COLUMN_GIL, COLUMN_CORE, COLUMN_TID, COLUMN_CPU, COLUMN_MEMORY, COLUMN_PARENT };
static const uint8_t process_order[COLUMN_COUNT] = { COLUMN_TID, COLUMN_PARENT, COLUMN_CORE, COLUMN_MEMORY, COLUMN_CPU, COLUMN_SWITCHES, COLUMN_GIL };

#define WHY_COLUMNS 42      /* the reason's, before any further column comes in */
#define WHY_COLUMNS_FORKED 36 /* … among processes */
#define WHY_COLUMNS_MOST 60
#define STATE_COLUMNS 10
#define GAP 2               /* between columns */

struct workers {
	struct roster roster;
	int letter_columns, name_columns, state_columns, why_columns; /* of this frame */
	int widths[COLUMN_COUNT]; /* of the words so far: columns only grow, so that they do not jump */
	bool columns[COLUMN_COUNT];
	bool forked; /* workers are processes */
};

static void *workers_new(void)
{
	return calloc(1, sizeof(struct workers));
}

static bool is_beside(const struct stage *stage, const struct stage_worker *worker)
{
	return stage_beside_loop(stage, (uint32_t)(worker - stage->workers));
}

/* Whether its line may tell of a process: it has one of its own. */
static bool has_process(const struct stage *stage, const struct stage_worker *worker)
{
	return worker->tid && worker->tid == worker->pid && (!stage->loop || is_beside(stage, worker));
}

static void switches_words(const struct stage *stage, const struct stage_worker *worker, char *to, int size)
{
	if (stage->loop && (worker->resumes || !is_beside(stage, worker)))
		snprintf(to, size, ngettext("%llu turn", "%llu turns", worker->resumes), (unsigned long long)worker->resumes);
	else if (worker->voluntary || worker->involuntary)
		snprintf(to, size, _("gave way %u, forced %u"), worker->voluntary, worker->involuntary);
}

static void gil_words(const struct stage_worker *worker, char *to, int size)
{
	char wait[24];
	if (worker->gil_takes == 0 && worker->gil_wait_ns == 0)
		return;
	int length = snprintf(to, size, _("GIL wait %s"), pane_seconds((double)worker->gil_wait_ns / 1e9, wait, sizeof wait));
	if (worker->gil_misses)
		snprintf(to + length, size - length, _(", refused %u"), worker->gil_misses);
}

/* What stands in a column; nothing while it is not known. */
static char *column_words(const struct workers *own, const struct stage *stage, const struct stage_worker *worker, enum column column, char *to, int size)
{
	char cpu[24];
	to[0] = '\0';
	if (worker->role == ROLE_OF_DEVICE)
		return to;
	if (column == COLUMN_TID && worker->tid && (!stage->loop || is_beside(stage, worker)))
		snprintf(to, size, has_process(stage, worker) && (worker->role == ROLE_OF_TASK || own->forked) ? "pid %u" : "tid %u", worker->tid);
	else if (column == COLUMN_PARENT && worker->tid && own->forked && has_process(stage, worker) && stage->workers[worker->parent].pid)
		snprintf(to, size, _("of %u"), stage->workers[worker->parent].pid);
	else if (column == COLUMN_MEMORY && own->forked && worker->own_kb)
		snprintf(to, size, "%.1f MB", worker->own_kb / 1024.0);
	else if (column == COLUMN_CPU && own->forked && worker->cpu_ns)
		snprintf(to, size, "CPU %s", pane_seconds((double)worker->cpu_ns / 1e9, cpu, sizeof cpu));
	else if (column == COLUMN_CORE && worker->core != UINT16_MAX && worker->tid && (!stage->loop || is_beside(stage, worker)))
		snprintf(to, size, _("core %u"), worker->core);
	else if (column == COLUMN_SWITCHES)
		switches_words(stage, worker, to, size);
	else if (column == COLUMN_GIL && stage->gil)
		gil_words(worker, to, size);
	return to;
}

static bool is_forked(const struct view *view)
{
	return view->stage->forked || (view->info && !strcmp(view->info->engine, "processes"));
}

static int wider(int columns, const char *text)
{
	int width = text_width(text);
	return width > columns ? width : columns;
}

/* "3 of 4 slots in use, 1 cooked" */
static void grill_words(const struct stage *stage, const struct stage_object *grill, char *to, int size)
{
	uint32_t cooked = 0;
	for (uint32_t i = 0; i < grill->capacity && grill->slots + i < stage->slot_count; i++)
		cooked += stage->slots[grill->slots + i].state == SLOT_COOKED;
	snprintf(to, size, _("%u of %u slots in use, %u cooked"), grill->length, grill->capacity, cooked);
}

static void device_words(const struct view *view, uint32_t id, char *to, int size)
{
	const struct stage_object *object = stage_object(view->stage, view->stage->workers[id].station);
	if (view->stage->workers[id].state == STATE_ENDED)
		snprintf(to, size, object && object->type == OBJECT_ARRIVALS ? _("no more will come in") : _("not needed any more"));
	else if (object && object->type == OBJECT_GRILL)
		grill_words(view->stage, object, to, size);
	else if (object && object->type == OBJECT_ARRIVALS)
		snprintf(to, size, _("they come in by themselves"));
	else
		stage_worker_why(view->stage, id, view->now_ns, to, size);
}

/* Who can end a wait at a queue, behind an arrow; other reasons name them. */
static void from_words(const struct view *view, uint32_t id, char *to, int size)
{
	const struct stage_worker *worker = &view->stage->workers[id];
	bool queue = worker->reason == REASON_QUEUE_FULL || worker->reason == REASON_QUEUE_EMPTY || worker->reason == REASON_QUEUE_JOIN;
	uint32_t ids[3], count = queue && worker->state == STATE_WAITING ? stage_worker_from(view->stage, id, ids, 3) : 0;
	char letters[64];
	if (count)
		snprintf(to, size, " %s %s", glyph_text(GLYPH_ARROW_LEFT), pane_letters(ids, count, letters, sizeof letters));
}

/* The reason as it reads beside the state's word. */
static void why_words(const struct view *view, uint32_t id, char *to, int size)
{
	to[0] = '\0';
	if (view->stage->workers[id].role == ROLE_OF_DEVICE) {
		device_words(view, id, to, size);
		return;
	}
	stage_worker_why(view->stage, id, view->now_ns, to, size);
	int length = (int)strlen(to);
	from_words(view, id, to + length, size - length);
}

/* The widths of what everyone's line has; columns only grow, so that they do not jump. */
static int measure_words(struct workers *own, const struct view *view)
{
	char words[200];
	int name = 4;
	own->letter_columns = 1;
	for (int i = 0; i < own->roster.count; i++) {
		uint32_t id = own->roster.ids[i];
		own->letter_columns = wider(own->letter_columns, worker_letter(id, words));
		name = wider(name, stage_worker_name(view->stage, id));
		for (int column = 0; column < COLUMN_COUNT; column++)
			own->widths[column] = wider(own->widths[column],
				column_words(own, view->stage, &view->stage->workers[id], column, words, sizeof words));
	}
	return name;
}

static void measure(struct workers *own, const struct view *view, int cols)
{
	own->forked = is_forked(view);
	int name = measure_words(own, view), least = own->forked ? WHY_COLUMNS_FORKED : WHY_COLUMNS, most = cols / 5 < 7 ? 7 : cols / 5 > 24 ? 24 : cols / 5;
	own->name_columns = name > most ? most : name;
	own->state_columns = cols < 56 ? 0 : STATE_COLUMNS;
	int left = cols - (1 + own->letter_columns + 1 + own->name_columns + 1 + 2 + own->state_columns);
	for (int i = 0; i < COLUMN_COUNT; i++) {
		enum column column = own->forked ? process_order[i] : thread_order[i];
		int width = own->widths[column] + GAP;
		own->columns[column] = own->widths[column] > 0 && left - width >= least;
		left -= own->columns[column] ? width : 0;
	}
	own->why_columns = left < WHY_COLUMNS_MOST ? left : WHY_COLUMNS_MOST;
}

static void draw_columns(struct workers *own, struct pen *pen, const struct stage *stage, const struct stage_worker *worker)
{
	char words[64];
	for (int column = 0; column < COLUMN_COUNT; column++)
		if (own->columns[column]) {
			pen_field(pen, GAP, ROLE_TEXT, 0, "");
			pen_field(pen, own->widths[column], ROLE_QUIET, 0, column_words(own, stage, worker, column, words, sizeof words));
		}
}

static void draw_worker(struct workers *own, struct pen *pen, const struct view *view, uint32_t id)
{
	const struct stage_worker *worker = &view->stage->workers[id];
	bool over = worker->state == STATE_ENDED, quiet = over || worker->role == ROLE_OF_DEVICE;
	enum role_of_cell state = pane_worker_role(view, id), plain = quiet ? ROLE_QUIET : ROLE_TEXT;
	char letter[12], why[200];
	why_words(view, id, why, sizeof why);
	pen_sign(pen, id == view->chosen ? glyph(GLYPH_HEAD) : ' ', ROLE_FOCUS, 0);
	pen_field(pen, own->letter_columns + 1, state, quiet ? 0 : ATTR_BOLD, worker_letter(id, letter));
	pen_field(pen, own->name_columns, plain, 0, stage_worker_name(view->stage, id));
	pen_sign(pen, ' ', plain, 0);
	pen_sign(pen, pane_worker_glyph(view, id), state, 0);
	pen_sign(pen, ' ', state, 0);
	pen_field(pen, own->state_columns, state, 0, quiet && !over ? _("device") : _(state_name(pane_worker_state(view, id))));
	pen_field(pen, own->why_columns, own->state_columns ? plain : state, 0, why);
	draw_columns(own, pen, view->stage, worker);
}

static bool workers_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct workers *own = data;
	struct pen pen = pen_start(canvas, rect);
	char rest[200];
	roster_update(&own->roster, view, rect.rows);
	measure(own, view, rect.cols);
	for (int i = 0; i < own->roster.count; i++) {
		pen_at(&pen, i, 0);
		draw_worker(own, &pen, view, own->roster.ids[i]);
	}
	if (own->roster.count == 0)
		pen_rest(&pen, ROLE_QUIET, 0, _(" nobody works here yet"));
	pen_at(&pen, own->roster.count, 1);
	if (own->roster.count < rect.rows)
		pen_rest(&pen, ROLE_QUIET, 0, roster_rest(&own->roster, view, rest, sizeof rest));
	return false;
}

static void workers_head(void *data, const struct view *view, char *to, int size)
{
	uint32_t running = 0, over = 0, all = 0, beside = 0;
	const struct stage_worker *main = stage_worker(view->stage, 1);
	(void)data;
	for (uint32_t id = 1; id < view->stage->worker_count; id++) {
		const struct stage_worker *worker = &view->stage->workers[id];
		if (!worker->name || worker->role == ROLE_OF_DEVICE)
			continue;
		running += worker->state == STATE_RUNNING || worker->state == STATE_STALLING;
		over += worker->state == STATE_ENDED || worker->state == STATE_DEAD;
		beside += stage_beside_loop(view->stage, id);
		all++;
	}
	if (all == over)
		snprintf(to, size, all ? _("workers: all have ended") : _("workers"));
	else if (view->stage->loop && main && main->tid)
		snprintf(to, size, beside ? _("workers: %u of %u running, the loop on thread %u") : _("workers: %u of %u running, all on thread %u"), running, all - over, main->tid);
	else
		snprintf(to, size, _("workers: %u of %u running"), running, all - over);
}

static bool workers_key(void *data, int key, const struct view *view)
{
	struct workers *own = data;
	(void)view;
	return scroll_key(&own->roster.scroll, key);
}

/* On a small screen those who only stand aside share a line: see the roster. */
static int workers_rows(void *data, const struct view *view, int cols)
{
	uint32_t all = 0, aside = 0;
	(void)data;
	for (uint32_t id = 1; id < view->stage->worker_count; id++) {
		all += view->stage->workers[id].name != 0;
		aside += view->stage->workers[id].name && view->stage->workers[id].role != ROLE_OF_TASK;
	}
	if (cols < 98 && aside > 1)
		all -= aside - 1;
	return all < 3 ? 3 : all > 1000 ? 1000 : (int)all;
}

const struct pane pane_workers = {
	.name = "workers",
	.title = N_("workers"),
	.help = N_("A line for each worker: its letter and name, its state, and the reason beside it.\n"
		"The reason says what it does and how far it is, or what it waits for; behind an arrow stands who could let it go on.\n"
		"Then, as there is room: GIL wait, how long it waited for the GIL in all and how often it was refused;\n"
		"gave way, how often its thread left the core of its own will, and forced, how often the machine took the core away;\n"
		"turns, how often the loop gave it control; core, where the kernel last ran it; tid, the number of its thread.\n"
		"Among processes: pid and, behind \"of\", that of the process that made it; MB, its own share of memory (what several have is shared out\n"
		"among them); CPU, the time it has had on cores.\n"
		"Beside a loop or beside threads a pool may have threads or processes of its own: their lines have what theirs have.\n"
		"A device works by itself and takes nobody's turn.\n"
		"When not all fit, those who run, wait or sleep are shown and the rest share a line.\n"
		"Up, down, page up and page down go through all of them; Enter goes back."),
	.new = workers_new,
	.free = free,
	.head = workers_head,
	.draw = workers_draw,
	.key = workers_key,
	.rows = workers_rows,
};
