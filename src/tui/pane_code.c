/* pane_code.c - the recipe itself, with the workers on its lines.
 *
 * From left to right: a bar where control is, the line's number, the letters of the workers there in the colours of their states, a margin
 * that tells where control can change hands, and the text. On threads that margin runs all along the functions: any line may be the
 * one where a worker loses control. On the loop it marks only lines where a task waits: those with a call that can wait (outline), and those where
 * a task was seen waiting. The window moves calmly (presence) and glides there; taken in hand it stays. */
#include "stage/next.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/control.h"
#include "tui/follow.h"
#include "tui/outline.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/presence.h"
#include "tui/scroll.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct code {
	uint64_t text_hash;   /* of the recipe that outline and presence are of */
	struct outline outline;
	struct presence presence;
	struct follow follow;
	bool *seen;           /* per line: a task waited here */
	struct scroll scroll;
	bool placed;          /* the window was drawn before: from now on it glides */
};

static void *code_new(void)
{
	return calloc(1, sizeof(struct code));
}

static void code_clear(struct code *own)
{
	outline_release(&own->outline);
	presence_release(&own->presence);
	free(own->seen);
	*own = (struct code){ 0 };
}

static void code_free(void *data)
{
	code_clear(data);
	free(data);
}

/* 64-bit FNV-1a of the whole text: an edited recipe is read anew. */
static uint64_t text_hash(const struct info *info)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ info->line_count;
	for (size_t i = 0; i < info->line_count; i++)
		for (const char *at = info->lines[i].text; ; at++) {
			hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
			if (!*at)
				break;
		}
	return hash;
}

/* Lines where tasks really gave control up, as far as the run has got. */
static void code_watch(struct code *own, const struct history *history)
{
	const struct event *event;
	if (!history)
		return;
	follow_run(&own->follow, history); /* what another run of the same text has shown still holds */
	while ((event = follow_next(&own->follow, history)))
		if ((event->kind == KIND_WAIT || event->kind == KIND_SLEEP || event->kind == KIND_YIELD) && event->line &&
			event->line <= own->outline.count)
			own->seen[event->line - 1] = true;
}

static void code_update(struct code *own, const struct view *view)
{
	uint64_t hash = text_hash(view->info);
	if (hash != own->text_hash || !own->outline.lines) {
		code_clear(own);
		own->text_hash = hash;
		outline_init(&own->outline, view->info);
		own->seen = calloc(own->outline.count + 1, sizeof *own->seen);
		if (!own->seen)
			abort();
	}
	presence_resize(&own->presence, own->outline.count);
	presence_update(&own->presence, view);
	code_watch(own, view->history);
}

static bool on_loop(const struct view *view)
{
	return view->stage->loop || strcmp(view->info->engine, "loop") == 0;
}

/* Not all fit: the first and how many more, "A+12"; where even that is too long, the sign of its state and how many, "●40". */
static void draw_crowd(struct pen *pen, const struct view *view, const struct presence_line *line, int columns)
{
	enum state state = pane_worker_state(view, line->ids[0]);
	char letter[12], more[16] = "";
	worker_letter(line->ids[0], letter);
	if (line->count > 1)
		snprintf(more, sizeof more, "+%u", line->count - 1);
	if (text_width(letter) + text_width(more) <= columns) {
		pen_text(pen, pane_state_role(state), ATTR_BOLD, letter);
		pen_text(pen, ROLE_QUIET, 0, more);
		return;
	}
	pen_sign(pen, pane_state_glyph(state), pane_state_role(state), 0);
	if (line->count > 1)
		snprintf(more, sizeof more, "%u", line->count);
	pen_field(pen, columns - 1, ROLE_QUIET, 0, more);
}

/* The letters of all on the line, where they fit. */
static void draw_letters(struct pen *pen, const struct view *view, const struct presence_line *line, int columns)
{
	char letter[12];
	int width = 0, end = pen->col + columns;
	for (uint32_t i = 0; i < line->count && i < PRESENCE_IDS; i++)
		width += text_width(worker_letter(line->ids[i], letter));
	if (line->count > PRESENCE_IDS || width > columns)
		draw_crowd(pen, view, line, columns);
	else
		for (uint32_t i = 0; i < line->count; i++)
			pen_text(pen, pane_worker_role(view, line->ids[i]), ATTR_BOLD, worker_letter(line->ids[i], letter));
	pen_at(pen, pen->row, end);
}

static void draw_margin(struct code *own, struct pen *pen, size_t line, bool loop)
{
	const struct outline_line *outline = &own->outline.lines[line];
	if (loop && (outline->calls || own->seen[line]))
		pen_sign(pen, glyph(GLYPH_HEAD), ROLE_MARK, 0);
	else if (!loop && outline->body)
		pen_sign(pen, glyph(GLYPH_DOTTED), ROLE_MARK, 0);
	else
		pen_sign(pen, ' ', ROLE_TEXT, 0);
}

static bool has_break(const struct control *control, size_t line)
{
	for (int i = 0; control && i < control->break_count; i++)
		if (control->breaks[i] == line + 1)
			return true;
	return false;
}

/* What each worker on the line will do there, one verb each, where the row has room: "A writes, B reads". */
static void draw_verbs(struct pen *pen, const struct view *view, const struct presence_line *here)
{
	char all[160], words[160], letter[12];
	int length = 0;
	if (!view->stage->asked || here->count > PRESENCE_IDS)
		return;
	for (uint32_t i = 0; i < here->count && length < (int)sizeof all; i++) {
		stage_next_words(view->stage, here->ids[i], words, sizeof words);
		length += snprintf(all + length, sizeof all - (size_t)length, "%s%s %.*s", i ? ", " : "  ", worker_letter(here->ids[i], letter),
			(int)strcspn(words, " ,"), words);
	}
	if (length == 0 || text_width(all) > pen_left(pen))
		return;
	pen_at(pen, pen->row, pen->rect.cols - text_width(all));
	pen_text(pen, ROLE_QUIET, 0, all);
}

static void draw_line(struct code *own, struct pen *pen, const struct view *view, size_t line)
{
	const struct presence_line *here = &own->presence.lines[line];
	bool eye = own->presence.line == line + 1, bar = here->state != STATE_NEW;
	int digits = snprintf(NULL, 0, "%zu", own->outline.count);
	bool stop = has_break(view->control, line);
	pen_sign(pen, stop ? glyph(GLYPH_RUNNING) : bar ? glyph(GLYPH_MARK) : ' ', stop ? ROLE_BAD : pane_state_role(here->state), 0);
	pen_print(pen, eye ? ROLE_TEXT : ROLE_QUIET, 0, "%*zu ", digits < 2 ? 2 : digits, line + 1);
	draw_letters(pen, view, here, pen->rect.cols < 50 ? 3 : 5);
	draw_margin(own, pen, line, on_loop(view));
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	outline_text_draw(&own->outline, pen, view->info, line, eye && bar ? ATTR_BOLD : 0, pen->rect.cols < 60 ? 2 : 4);
	draw_verbs(pen, view, here);
}

static void draw_legend(struct pen *pen, const struct view *view, bool stepping)
{
	bool loop = on_loop(view);
	pen_at(pen, pen->rect.rows - 1, 1);
	pen_sign(pen, glyph(loop ? GLYPH_HEAD : GLYPH_DOTTED), ROLE_MARK, 0);
	bool wide = pen->rect.cols >= 56;
	if (stepping) {
		pen_at(pen, pen->rect.rows - 1, 1);
		pen_rest(pen, ROLE_QUIET, 0, wide ? _("the letters stand where each goes on when it is chosen") : _("letters: where each goes on"));
	} else if (loop)
		pen_rest(pen, ROLE_QUIET, 0, view->stage->sequential ? _(" here tasks wait, and all with them") : wide ? _(" control changes hands only here, where a task waits") : _(" control moves only here: a wait"));
	else
		pen_rest(pen, ROLE_QUIET, 0, wide ? _(" control can change hands at any line") : _(" control may move at any line"));
}

/* One frame's part of the way from where the window is to where it should be. */
static int glide(const struct code *own, const struct view *view, int to)
{
	int way = to - own->scroll.top;
	if (!own->placed || view->reduced_motion || abs(way) <= 1)
		return to;
	return own->scroll.top + way / 3 + (way > 0) - (way < 0);
}

/* Where control is, when that is out of sight: "E at line 41" and an arrow, at the edge beyond which it lies. */
static void draw_pointer(struct code *own, struct pen *pen, const struct view *view, int rows)
{
	int line = (int)own->presence.line - 1, top = own->scroll.top;
	const struct stage_worker *worker = stage_worker(view->stage, own->presence.worker);
	if (line < 0 || !worker || (line >= top && line < top + rows) || own->presence.lines[line].state == STATE_NEW)
		return;
	char letter[12], words[48];
	snprintf(words, sizeof words, _(" %s at line %d %s"), worker_letter(own->presence.worker, letter), line + 1,
		glyph_text(line < top ? GLYPH_ARROW_UP : GLYPH_ARROW_DOWN));
	pen_at(pen, line < top ? 0 : rows - 1, pen->rect.cols - text_width(words));
	pen_text(pen, pane_state_role(worker->state), ATTR_BOLD, words);
}

static bool code_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct code *own = data;
	struct pen pen = pen_start(canvas, rect);
	bool legend = rect.rows >= 8, moving = false;
	int rows = rect.rows - legend;
	code_update(own, view);
	scroll_fit(&own->scroll, (int)own->outline.count, rows);
	if (!own->scroll.by_hand) {
		int to = presence_top(&own->presence, view, own->scroll.top, rows);
		own->scroll.top = glide(own, view, to);
		moving = own->scroll.top != to;
	}
	own->placed = own->outline.count > 0;
	for (int row = 0; row < rows && own->scroll.top + row < (int)own->outline.count; row++) {
		pen_at(&pen, row, 0);
		draw_line(own, &pen, view, (size_t)(own->scroll.top + row));
	}
	draw_pointer(own, &pen, view, rows);
	if (own->outline.count == 0)
		pen_rest(&pen, ROLE_QUIET, 0, _(" the recipe's text is not known"));
	else if (legend)
		draw_legend(&pen, view, view->control != NULL);
	return moving;
}

static void code_head(void *data, const struct view *view, char *to, int size)
{
	struct code *own = data;
	const char *file = *view->info->file ? view->info->file : _("code");
	char letter[12];
	if (own->presence.line)
		snprintf(to, size, _("%s, %s at line %u"), file, worker_letter(own->presence.worker, letter), own->presence.line);
	else
		snprintf(to, size, "%s", file);
}

static bool code_key(void *data, int key, const struct view *view)
{
	struct code *own = data;
	(void)view;
	return scroll_key(&own->scroll, key);
}

static int code_rows(void *data, const struct view *view, int cols)
{
	(void)data, (void)cols;
	return view->info->line_count < 3 ? 3 : view->info->line_count > 1000 ? 1000 : (int)view->info->line_count + 1;
}

const struct pane pane_code = {
	.name = "code",
	.title = N_("code"),
	.help = N_("The recipe that runs, and the letters of the workers on each line, in the colours of their states.\n"
		"A bar at the left: a worker runs there now; in step mode, who took the last step goes on there, and a red dot is a breakpoint. The margin before the text tells where control can\n"
		"change hands: on threads at any line of a function (dotted all along), on the loop only\n"
		"where a task waits (a small arrow).\n"
		"The text moves by itself so that what happens is in sight. Up, down, page up and page down\n"
		"take it in hand; Enter lets it follow again."),
	.new = code_new,
	.free = code_free,
	.head = code_head,
	.draw = code_draw,
	.key = code_key,
	.rows = code_rows,
};
