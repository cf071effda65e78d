/* pane_story.c - what happened, in sentences: the newest at the bottom.
 *
 * Sentences are the narrator's. While the picture runs only what makes the story is told; while it stands, every detail that one can step
 * to. The same worker doing the same thing to the same object again and again is told once, with a count. Each sentence has the time in
 * kitchen seconds, the letter of who acted, and the glyph of the state in which it left that worker; a turning point is emphasised, and so is the newest.
 * Long sentences are wrapped. */
#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pace_log.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/teller.h"
#include "tui/wrap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct story {
	struct tale tale;
	struct pace_log pace;
	int back; /* tellings passed over at the bottom: scrolled by hand */
	int page;
};

static void *story_new(void)
{
	return calloc(1, sizeof(struct story));
}

static void story_free(void *data)
{
	struct story *own = data;
	tale_release(&own->tale);
	pace_log_release(&own->pace);
	free(own);
}

/* "1.24 ms", "0.124 s", "12.4 s", "12.403 s", "2:36", "2:36.304": eight columns at most, below a hundred hours. Much happens in the first
 * second, and some runs take no longer: there all are fine. */
static void time_words(double at_s, bool fine, char *to, int size)
{
	int minutes = (int)(at_s / 60);
	if (at_s > 0 && at_s < 0.1)
		snprintf(to, size, "%.2f ms", at_s * 1e3);
	else if (at_s < 60)
		snprintf(to, size, fine || (at_s > 0 && at_s < 1) ? "%.3f s" : "%.1f s", at_s);
	else if (fine && minutes < 100)
		snprintf(to, size, "%d:%06.3f", minutes, floor((at_s - minutes * 60.0) * 1e3) / 1e3);
	else
		snprintf(to, size, "%d:%02d", minutes, (int)(at_s - minutes * 60.0));
}

#define STAMP_COLUMNS 9 /* the time, right-aligned, and a space */

/* Columns before the sentence: time, letter, glyph. */
static int before_columns(const struct view *view)
{
	char letter[12];
	uint32_t last = view->stage->worker_count > 0 ? view->stage->worker_count - 1 : 0;
	return STAMP_COLUMNS + text_width(worker_letter(last > 1 ? last : 1, letter)) + 3;
}

/* The sentence without the letter it may begin with: that stands in a column of its own. */
static const char *without_letter(const char *text, uint32_t id)
{
	char letter[12];
	size_t length = strlen(worker_letter(id, letter));
	return strncmp(text, letter, length) == 0 && text[length] == ' ' ? text + length + 1 : text;
}

/* Draw so that the last line of it is in row `bottom`; returns the rows it took: all that are left when it does not fit. */
static int draw_telling(struct story *own, struct pen *pen, const struct view *view, const struct telling *telling, int bottom, bool newest)
{
	const struct tale_sentence *sentence = &telling->newest;
	bool turn = sentence->weight == WEIGHT_TURN, fine = view->player && view->player->standing;
	bool bad = turn && (sentence->event.kind == KIND_FAIL || sentence->state == STATE_DEAD);
	enum role_of_cell role = bad ? ROLE_BAD : turn || newest ? ROLE_TITLE : sentence->weight == WEIGHT_DETAIL ? ROLE_QUIET : ROLE_TEXT;
	char text[TALE_TEXT + 64], stamp[24], letter[12];
	telling_text(telling, text, sizeof text);
	const char *words = sentence->event.worker ? without_letter(text, sentence->event.worker) : text;
	int before = before_columns(view), columns = pen->rect.cols > before + 8 ? pen->rect.cols - before : 8, rows = wrap_count(words, columns), row = bottom - rows + 1;
	bool cut = row < 0 && bottom == pen->rect.rows - 1; /* a pane too low for one sentence */
	if (row < 0 && !cut)
		return bottom + 1;
	row = cut ? bottom : row;
	time_words(pace_log_kitchen_s(&own->pace, sentence->event.time_ns), fine, stamp, sizeof stamp);
	pen_at(pen, row, 0);
	pen_print(pen, ROLE_QUIET, 0, "%*s ", STAMP_COLUMNS - 1, stamp);
	if (sentence->event.worker) {
		pen_field(pen, before - STAMP_COLUMNS - 2, pane_state_role(sentence->state), 0, worker_letter(sentence->event.worker, letter));
		const struct stage_worker *worker = stage_worker(view->stage, sentence->event.worker);
		bool device = worker && worker->role == ROLE_OF_DEVICE && sentence->state != STATE_ENDED;
		pen_sign(pen, device ? glyph(GLYPH_DEVICE) : pane_state_glyph(sentence->state), device ? ROLE_QUIET : pane_state_role(sentence->state), 0);
	}
	pen_at(pen, row, before);
	if (cut)
		pen_rest(pen, role, ATTR_BOLD, words);
	else
		pen_wrap(pen, columns, role, turn || newest ? ATTR_BOLD : 0, words);
	return bottom - row + 1;
}

/* Draw what is kept, from the bottom up; returns the rows left empty at the top. */
static int draw_tellings(struct story *own, struct pen *pen, const struct view *view)
{
	bool stands = (view->player && view->player->standing) || view->stage->steps > 0 || view->stage->asked;
	enum weight least = stands ? WEIGHT_DETAIL : WEIGHT_STORY;
	struct teller teller = teller_start(&own->tale, view, least);
	struct telling telling;
	int passed = 0, row = pen->rect.rows - 1;
	while (passed < own->back && teller_next(&teller, &telling))
		passed++;
	if (passed < own->back)
		return pen->rect.rows;
	for (bool newest = passed == 0; row >= 0 && teller_next(&teller, &telling); newest = false)
		row -= draw_telling(own, pen, view, &telling, row, newest);
	return row + 1;
}

static bool story_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct story *own = data;
	struct pen pen = pen_start(canvas, rect);
	if (!view->history || rect.rows <= 0)
		return false;
	bool patient = own->back > 0 || !view->player || view->player->standing;
	pace_log_read(&own->pace, view->history);
	tale_update(&own->tale, view);
	own->page = rect.rows;
	int empty = draw_tellings(own, &pen, view);
	while (empty > 0 && patient && tale_deepen(&own->tale, view))
		empty = draw_tellings(own, &pen, view);
	while (empty == rect.rows && own->back > 0) {
		own->back--;
		empty = draw_tellings(own, &pen, view);
	}
	if (empty == rect.rows) {
		pen_at(&pen, rect.rows - 1, 1);
		pen_rest(&pen, ROLE_QUIET, 0, _("nothing has happened yet"));
	}
	return false;
}

static void story_head(void *data, const struct view *view, char *to, int size)
{
	struct story *own = data;
	(void)view;
	snprintf(to, size, own->back ? _("story, %d back") : _("story"), own->back);
}

static bool story_key(void *data, int key, const struct view *view)
{
	struct story *own = data;
	int page = own->page > 1 ? own->page - 1 : 1, before = own->back;
	(void)view;
	switch (key) {
	case KEYS_UP: own->back++; break;
	case KEYS_DOWN: own->back--; break;
	case KEYS_PAGE_UP: own->back += page; break;
	case KEYS_PAGE_DOWN: own->back -= page; break;
	case KEYS_ENTER:
	case KEYS_ESCAPE: own->back = 0; return before != 0;
	default: return false;
	}
	if (own->back < 0)
		own->back = 0;
	return true;
}

const struct pane pane_story = {
	.name = "story",
	.title = N_("story"),
	.help = N_("What happened up to the moment shown, the newest at the bottom, with the time in kitchen seconds.\n"
		"Before a sentence stand the letter of who acted and the state in which that left it. While the picture runs only the\n"
		"story is told; while it stands, or goes step by step, every detail one can step to. The same thing done again and again is\n"
		"told once, with a count.\n"
		"Up, down, page up and page down go through it; Enter goes back to the newest."),
	.new = story_new,
	.free = story_free,
	.head = story_head,
	.draw = story_draw,
	.key = story_key,
};
