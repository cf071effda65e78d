/* chooser.c - walking the flowchart, and how it looks: the way taken above, the question, its answers; at the end what to run and what to learn. */
#include "tui/chooser.h"

#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/hints.h"
#include "tui/pen.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define WIDTH_MAX 76

const struct chooser_node *chooser_node(const struct chooser *chooser)
{
	return &chooser->nodes[chooser->at];
}

void chooser_restart(struct chooser *chooser)
{
	chooser->at = chooser->first;
	chooser->depth = chooser->row = 0;
}

bool chooser_answer(struct chooser *chooser, int answer)
{
	const struct chooser_node *node = chooser_node(chooser);
	if (answer < 0 || answer >= node->answer_count || chooser->depth == CHOOSER_DEPTH)
		return false;
	chooser->way[chooser->depth].node = chooser->at;
	chooser->way[chooser->depth++].answer = answer;
	chooser->at = node->answers[answer].to;
	chooser->row = 0;
	return true;
}

bool chooser_back(struct chooser *chooser)
{
	if (!chooser->depth)
		return false;
	chooser->depth--;
	chooser->at = chooser->way[chooser->depth].node;
	chooser->row = chooser->way[chooser->depth].answer;
	return true;
}

/* ---- drawing ---- */

/* What an end offers, in its rows. */
static int offers(const struct chooser_node *node, char text[3][160], char links[3][96])
{
	int count = 0;
	if (node->recipe[0]) {
		snprintf(text[count], 160, _("Run the kitchen: %s"), node->recipe_title[0] ? node->recipe_title : node->recipe);
		snprintf(links[count++], 96, "recipe:%s", node->recipe);
	}
	if (node->lesson[0]) {
		snprintf(text[count], 160, _("Take the lesson: %s"), node->lesson_title[0] ? node->lesson_title : node->lesson);
		snprintf(links[count++], 96, "lesson:%s", node->lesson);
	}
	snprintf(text[count], 160, "%s", _("Begin again"));
	links[count++][0] = '\0';
	return count;
}

static int row_count(const struct chooser *chooser)
{
	char text[3][160], links[3][96];
	const struct chooser_node *node = chooser_node(chooser);
	return node->question[0] ? node->answer_count : offers(node, text, links);
}

/* The questions answered so far, a row or two each; the oldest give way where there is no room. */
static void way_draw(const struct chooser *chooser, struct pen *pen, int room)
{
	int first = chooser->depth > room / 2 ? chooser->depth - room / 2 : 0;
	for (int i = first < 0 ? 0 : first; i < chooser->depth; i++) {
		const struct chooser_node *node = &chooser->nodes[chooser->way[i].node];
		pen_at(pen, pen->row, 0);
		pen_rest(pen, ROLE_QUIET, 0, node->question);
		pen_at(pen, pen->row + 1, 2);
		pen_sign(pen, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
		pen_at(pen, pen->row, 4);
		pen_rest(pen, ROLE_TEXT, 0, node->answers[chooser->way[i].answer].text);
		pen_at(pen, pen->row + 1, 0);
	}
	pen->row += chooser->depth ? 1 : 0;
}

static void row_draw(struct pen *pen, bool chosen, char letter, const char *text)
{
	char name[4] = { letter, '\0' };
	pen_at(pen, pen->row, 0);
	if (chosen)
		pen_sign(pen, glyph(GLYPH_HEAD), ROLE_MARK, 0);
	pen_at(pen, pen->row, 2);
	pen_text(pen, ROLE_KEY, 0, name);
	pen_at(pen, pen->row, 5);
	pen_wrap(pen, pen->rect.cols - 5, chosen ? ROLE_MARK : ROLE_TEXT, chosen ? ATTR_BOLD : 0, text);
}

static void rows_draw(const struct chooser *chooser, struct pen *pen)
{
	const struct chooser_node *node = chooser_node(chooser);
	char text[3][160], links[3][96];
	int count = node->question[0] ? node->answer_count : offers(node, text, links);
	for (int i = 0; i < count; i++)
		row_draw(pen, i == chooser->row, (char)('a' + i), node->question[0] ? node->answers[i].text : text[i]);
}

static int rows_needed(const struct chooser *chooser, int cols)
{
	const struct chooser_node *node = chooser_node(chooser);
	int rows = wrap_count(node->question[0] ? node->question : node->title, cols) + wrap_count(node->about, cols) + 4;
	for (int i = 0; i < node->answer_count; i++)
		rows += wrap_count(node->answers[i].text, cols - 5);
	return rows + (node->question[0] ? 0 : 3);
}

void chooser_draw(struct chooser *chooser, struct canvas *canvas, struct rect rect)
{
	const struct chooser_node *node = chooser_node(chooser);
	int cols = rect.cols - 8 < WIDTH_MAX ? rect.cols - 8 : WIDTH_MAX, col = rect.col + (rect.cols - cols) / 2;
	canvas_text_cut(canvas, rect, rect.row + 1, col, cols, ROLE_TITLE, ATTR_BOLD, chooser->title);
	for (int i = 0; i < cols; i++)
		canvas_put(canvas, rect, rect.row + 2, col + i, glyph(GLYPH_H), ROLE_RULE, 0);
	struct pen pen = { .canvas = canvas, .rect = { rect.row + 4, col, rect.rows - 6, cols } };
	way_draw(chooser, &pen, pen.rect.rows - rows_needed(chooser, cols) - 1);
	pen_at(&pen, pen.row, 0);
	pen_wrap(&pen, cols, ROLE_TITLE, ATTR_BOLD, node->question[0] ? node->question : node->title);
	pen_at(&pen, pen.row + 1, 0);
	pen_wrap(&pen, cols, ROLE_TEXT, 0, node->about);
	pen_at(&pen, pen.row + 1, 0);
	rows_draw(chooser, &pen);
	static const struct hint hints[] = {
		{ "\3 \4", N_("choose"), 2 }, { "Enter", N_("take it"), 1 }, { "Backspace", N_("one question back"), 1 }, { "Esc", N_("leave"), 1 }, { NULL, NULL, 0 },
	};
	hints_draw(hints, canvas, (struct rect){ rect.row + rect.rows - 1, col, 1, cols }, NULL);
}

/* ---- keys ---- */

static enum chooser_wish take(struct chooser *chooser, int row, char leads[96])
{
	const struct chooser_node *node = chooser_node(chooser);
	char text[3][160], links[3][96];
	if (row < 0 || row >= row_count(chooser))
		return CHOOSER_STAY;
	if (node->question[0]) {
		chooser_answer(chooser, row);
		return CHOOSER_STAY;
	}
	chooser->row = row;
	offers(node, text, links);
	if (!links[row][0]) {
		chooser_restart(chooser);
		return CHOOSER_STAY;
	}
	snprintf(leads, 96, "%s", links[row]);
	return CHOOSER_LEADS;
}

enum chooser_wish chooser_key(struct chooser *chooser, const struct input_key *key, char leads[96])
{
	int count = row_count(chooser);
	leads[0] = '\0';
	switch (key->key) {
	case KEYS_UP: case KEYS_BACK_TAB: chooser->row = (chooser->row + count - 1) % count; break;
	case KEYS_DOWN: case KEYS_TAB: chooser->row = (chooser->row + 1) % count; break;
	case KEYS_HOME: chooser->row = 0; break;
	case KEYS_END: chooser->row = count - 1; break;
	case KEYS_ENTER: case KEYS_RIGHT: return take(chooser, chooser->row, leads);
	case KEYS_BACKSPACE: case KEYS_LEFT:
		if (!chooser_back(chooser) && key->key == KEYS_BACKSPACE)
			return CHOOSER_LEAVE;
		break;
	case KEYS_ESCAPE: return CHOOSER_LEAVE;
	default:
		if (key->key >= 'a' && key->key < 'a' + count)
			return take(chooser, key->key - 'a', leads);
		if (key->key >= '1' && key->key < '1' + count)
			return take(chooser, key->key - '1', leads);
	}
	return CHOOSER_STAY;
}
