/* kitchen_worker.c - paints one worker at its station: who, in which state, what it does or waits for, what it holds.
 *
 *   1 row   ● A take orders [13] running take order, 0.2 of 0.4 s
 *   2 rows  ● A take orders [13]            4 rows  ┌ ● A take orders ────────────┐
 *           running take order, 0.2 …               │ running take order, 0.2 …   │
 *                                                   │ ████████▌·········     [13] │
 *                                                   └─────────────────────────────┘
 *
 * The frame of who has control is in the colour of running; the worker that a person has picked out has the colour of focus. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <string.h>

struct card {
	const struct scene *scene;
	const struct stage_worker *worker;
	uint32_t id;
	struct rect at;
	char why[128];
};

int worker_hands(const struct scene *scene, uint32_t id, struct rect at, int row, int col, int cols)
{
	const struct stage *stage = scene->view->stage;
	int end = col + cols;
	uint32_t count = 0;
	for (uint32_t t = stage->workers[id].hand; t && t < stage->thing_count; t = stage->things[t].next, count++) {
		char label[64];
		int width = text_width(stage_thing_words(stage, &stage->things[t], label, sizeof label));
		width = width < 2 ? 2 : width > 8 ? 8 : width;
		if (col + width + 2 > end)
			return col + 2 > end ? col : canvas_text(scene->canvas, at, row, col, ROLE_QUIET, 0, glyph_text(GLYPH_ELLIPSIS));
		scene_thing(scene, t, row, col, width, true);
		col += width + 2;
	}
	return col;
}

/* While a person chooses nobody runs: then it looks as whoever could be chosen does. */
static enum state looks_of(const struct card *card)
{
	const struct view *view = card->scene->view;
	return view->stage->asked ? pane_worker_state(view, card->id) : stage_worker_stands(card->worker);
}

static bool card_has_bar(const struct card *card)
{
	const struct stage_worker *worker = card->worker;
	bool busy = worker->working || worker->state == STATE_SLEEPING || worker->state == STATE_STALLING;
	return busy && worker->until_ns > worker->begun_ns;
}

static void card_bar(const struct card *card, int row, int col, int cols)
{
	uint64_t now = card->worker->stopped ? card->worker->since_ns : card->scene->view->now_ns, begun = card->worker->begun_ns;
	double share = now <= begun ? 0 : (double)(now - begun) / (double)(card->worker->until_ns - begun);
	scene_bar(card->scene, card->at, row, col, cols, share > 1 ? 1 : share, pane_state_role(looks_of(card)));
}

/* The call that a pool's worker is at, and a space before it. An instance's request is known by what it is about, which it has in hand. */
static const struct stage_call *card_call(const struct card *card)
{
	return card->worker->call && !(card->worker->role == ROLE_OF_INSTANCE && card->worker->hand) ? stage_call(card->scene->view->stage, card->worker->pool, card->worker->call) : NULL;
}

#define CALL_COLS 2
#define CALL_COLS_ALL (1 + CALL_COLS + 2)

/* Glyph, letter, name, the call it is at; returns the column after. */
static int card_name(const struct card *card, int row, int col, int end)
{
	char letter[12];
	enum role_of_cell role = pane_state_role(looks_of(card));
	int attr = card->id == card->scene->view->chosen ? ATTR_UNDERLINE : 0;
	col = scene_glyph(card->scene, card->at, row, col, pane_state_glyph(looks_of(card)), role, 0);
	col = scene_glyph(card->scene, card->at, row, col, ' ', role, 0);
	col = canvas_print(card->scene->canvas, card->at, row, col, role, ATTR_BOLD, "%s ", worker_letter(card->id, letter));
	bool over = card->worker->state == STATE_ENDED;
	const struct stage_call *call = card_call(card);
	end -= call ? CALL_COLS_ALL : 0;
	col = canvas_text_cut(card->scene->canvas, card->at, row, col, end - col, over ? ROLE_ENDED : ROLE_TITLE, attr,
		stage_worker_name(card->scene->view->stage, card->id));
	if (call) {
		canvas_put(card->scene->canvas, card->at, row, col, ' ', ROLE_TEXT, 0);
		scene_call(card->scene, call, row, col + 1, CALL_COLS, true);
	}
	return col + (call ? CALL_COLS_ALL : 0);
}

/* State and reason; where both do not fit the reason alone, in the state's colour. */
static int card_state(const struct card *card, int row, int col, int end)
{
	enum state state = looks_of(card);
	if (card->why[0] && text_width(_(state_name(state))) + 1 + text_width(card->why) > end - col)
		return canvas_text_cut(card->scene->canvas, card->at, row, col, end - col, pane_state_role(state), 0, card->why);
	int after = canvas_text_cut(card->scene->canvas, card->at, row, col, end - col, pane_state_role(state), 0, _(state_name(state)));
	if (card->why[0] && after + 2 < end)
		after = canvas_text_cut(card->scene->canvas, card->at, row, after + 1, end - after - 1, ROLE_TEXT, 0, card->why);
	return after;
}

static int hands_cols(const struct card *card)
{
	const struct stage *stage = card->scene->view->stage;
	int cols = 0;
	for (uint32_t t = card->worker->hand; t && t < stage->thing_count && cols < 12; t = stage->things[t].next) {
		char label[64];
		int width = text_width(stage_thing_words(stage, &stage->things[t], label, sizeof label));
		cols += (width < 2 ? 2 : width > 8 ? 8 : width) + 2;
	}
	return cols;
}

/* Without a frame: from the words on, the row leads to the line that goes off there; a head that comes in is drawn at the words. */
static void card_leader(const struct card *card, int row, int col)
{
	const struct scene *scene = card->scene;
	int end = card->at.col + card->at.cols;
	if (!scene_wired(scene, row, end) || col >= end)
		return;
	uint32_t comes_in = scene_headed(scene, row, end);
	for (int c = col; c < end; c++)
		canvas_put(scene->canvas, scene->room, row, c, glyph(c == col && comes_in ? GLYPH_POINT_LEFT : GLYPH_H), ROLE_RULE, 0);
	if (comes_in)
		canvas_put(scene->canvas, scene->room, row, end, comes_in, ROLE_RULE, 0);
}

static void card_row(const struct card *card)
{
	int end = card->at.col + card->at.cols, name = text_width(stage_worker_name(card->scene->view->stage, card->id));
	int hands = hands_cols(card), call = card_call(card) ? CALL_COLS_ALL : 0, room = card->at.cols - 5 - hands - call;
	int col = card_name(card, card->at.row, card->at.col, card->at.col + 4 + (name < room ? name : room) + call) + 1;
	if (hands)
		col = worker_hands(card->scene, card->id, card->at, card->at.row, col, end - col) + 1;
	if (end - col >= 6)
		card_state(card, card->at.row, col, end);
}

/* What it read from a global and has not written back: the lost update before it happens. */
static void card_holds(const struct card *card, int row, int col, int end)
{
	const struct stage *stage = card->scene->view->stage;
	const struct stage_object *cell = stage_object(stage, card->worker->read_cell);
	char value[64], words[128];
	if (!cell || card->worker->state == STATE_ENDED || card->worker->state == STATE_DEAD)
		return;
	stage_word_text(stage, card->worker->read_word, value, sizeof value);
	bool old = card->worker->read_word != stage_cell_value(stage, card->worker->read_cell, card->id);
	snprintf(words, sizeof words, _("holds %s = %.40s%s"), stage_object_name(stage, card->worker->read_cell), value, old ? _(", out of date") : "");
	canvas_text_cut(card->scene->canvas, card->at, row, col, end - col, old ? ROLE_BAD : ROLE_TEXT, 0, words);
}

/* Without a frame: hands stand behind the name, or at the end of the last row where the name needs the room. */
static void card_plain(const struct card *card)
{
	struct rect at = card->at;
	int end = at.col + at.cols, hands = hands_cols(card), last = at.row + (at.rows >= 3 ? 2 : 1);
	bool aside = hands && 5 + text_width(stage_worker_name(card->scene->view->stage, card->id)) + hands > at.cols;
	int inner = aside ? end - hands - 1 : end;
	int col = card_name(card, at.row, at.col, end);
	if (aside)
		worker_hands(card->scene, card->id, at, last, end - hands, hands);
	else if (hands)
		worker_hands(card->scene, card->id, at, at.row, col + 1, end - col - 1);
	card_leader(card, at.row, aside || !hands ? col + 1 : col + hands + 2);
	bool leads = scene_wired(card->scene, at.row + 1, end); /* a space between the words and the line */
	col = card_state(card, at.row + 1, at.col + 2, (last == at.row + 1 ? inner : end) - leads);
	card_leader(card, at.row + 1, last == at.row + 1 && aside ? end : col + 1);
	if (at.rows >= 3 && card_has_bar(card))
		card_bar(card, last, at.col + 2, inner - at.col - 2);
	else if (at.rows >= 3)
		card_holds(card, last, at.col + 2, inner);
}

static enum role_of_cell card_role(const struct card *card)
{
	if (card->id == card->scene->view->chosen)
		return ROLE_FOCUS;
	return looks_of(card) == STATE_RUNNING ? ROLE_RUNNING : card->worker->state == STATE_STALLING ? ROLE_STALLING : ROLE_RULE;
}

/* The reason on at most `rows` rows, broken at a space; returns how many it took. */
static int card_why(const struct card *card, int row, int rows, int left, int end)
{
	char first[sizeof card->why];
	const char *rest = card->why;
	enum role_of_cell role = pane_state_role(looks_of(card));
	if (rows >= 2 && text_width(rest) > end - left) {
		snprintf(first, sizeof first, "%s", rest);
		for (char *space = strrchr(first, ' '); space && text_width(first) > end - left; space = strrchr(first, ' '))
			*space = '\0';
		canvas_text_cut(card->scene->canvas, card->at, row, left, end - left, role, 0, first);
		rest += strlen(first) < strlen(rest) ? strlen(first) + 1 : strlen(rest);
		canvas_text_cut(card->scene->canvas, card->at, row + 1, left, end - left, role, 0, rest);
		return 2;
	}
	canvas_text_cut(card->scene->canvas, card->at, row, left, end - left, role, 0, rest);
	return 1;
}

/* In the frame: state and reason (on two rows where they are long and there is height), then bar and hands. */
static void card_framed(const struct card *card)
{
	struct rect at = card->at;
	int left = at.col + 2, end = at.col + at.cols - 2, row = at.row + 1, last = at.row + at.rows - 2;
	enum state state = looks_of(card);
	if (scene_walled(card->scene, card->id))
		scene_walls(card->scene, at, card_role(card));
	else
		scene_frame(card->scene, at, card_role(card), 0);
	int col = card_name(card, at.row, at.col + 2, at.col + at.cols - 2);
	canvas_put(card->scene->canvas, at, at.row, at.col + 1, ' ', ROLE_TEXT, 0);
	canvas_put(card->scene->canvas, at, at.row, col, ' ', ROLE_TEXT, 0);
	int hands = hands_cols(card), spare = last - row - (hands || card_has_bar(card));
	if (last == row) {
		card_state(card, row, left, hands ? end - hands - 1 : end);
		worker_hands(card->scene, card->id, at, row, end - hands, hands);
		return;
	}
	if (spare >= 1 && text_width(card->why) + text_width(_(state_name(state))) + 1 > end - left) {
		if (spare >= 2 || text_width(card->why) <= end - left)
			canvas_text_cut(card->scene->canvas, at, row++, left, end - left, pane_state_role(state), 0, _(state_name(state)));
		row += card_why(card, row, spare >= 2 ? 2 : last - row + 1 - (hands || card_has_bar(card)), left, end) - 1;
	} else {
		card_state(card, row, left, end);
	}
	if (hands)
		worker_hands(card->scene, card->id, at, last, end - hands < left ? left : end - hands, hands);
	int bar = end - left - (hands ? hands + 1 : 0);
	int thick = last - row > 3 ? 2 : 1;
	for (int i = 0; i < thick && card_has_bar(card) && bar >= 4; i++)
		card_bar(card, last - i, left, bar);
	if (last > row)
		card_holds(card, card_has_bar(card) ? row + 1 : last, left, card_has_bar(card) && row + 1 >= last ? left : end - hands);
}

/* Without a frame a process has its two walls; the rest of the card lies between them. */
static const struct card *card_between_walls(struct card *card)
{
	if (card->at.cols < 12 || !scene_walled(card->scene, card->id))
		return card;
	for (int row = 0; row < card->at.rows; row++)
		scene_walls(card->scene, (struct rect){ card->at.row + row, card->at.col, 1, card->at.cols }, card_role(card));
	card->at.col++;
	card->at.cols -= 2;
	return card;
}

void worker_paint(const struct scene *scene, uint32_t id, struct rect at)
{
	const struct stage *stage = scene->view->stage;
	struct card card = { .scene = scene, .id = id, .worker = stage_worker(stage, id), .at = at };
	if (!card.worker || at.rows < 1 || at.cols < 4)
		return;
	if (card.worker->state != STATE_ENDED && (card.worker->state != STATE_DEAD || card.worker->killed || card.worker->error)) /* their state says it all */
		stage_worker_why(stage, id, scene->view->now_ns, card.why, sizeof card.why);
	if (kitchen_worker_framed(text_width(stage_worker_name(stage, id)), at.rows, at.cols))
		card_framed(&card);
	else if (at.rows < 2)
		card_row(card_between_walls(&card));
	else
		card_plain(card_between_walls(&card));
}
