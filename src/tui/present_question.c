/* present_question.c - the question, which has the screen for itself, and the bets on its answers as bars. */
#include "tui/present_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/thick_letters.h"
#include "tui/wrap.h"

#include <stdio.h>

/* ---- bars ---- */

static unsigned most_of(const struct votes *votes)
{
	unsigned most = 1;
	for (int i = 0; i < votes->count; i++)
		most = votes->list[i].count > most ? votes->list[i].count : most;
	return most;
}

/* Thick where there is room: `high` rows. */
static void bar_draw(struct canvas *canvas, struct rect body, int row, int col, int columns, int high, const struct votes *votes, const struct vote *vote)
{
	bool right = votes->judged && vote->right;
	enum role_of_cell role = right ? ROLE_GOOD : votes->judged ? ROLE_QUIET : ROLE_TITLE;
	int length = (int)((unsigned)columns * vote->count / most_of(votes));
	length += length == 0 && vote->count;
	for (int y = 0; y < high; y++)
		for (int x = 0; x < length; x++)
			canvas_put(canvas, body, row + y, col + x, glyph(GLYPH_FULL), role, 0);
	int at = canvas_print(canvas, body, row + (high - 1) / 2, col + length + (length > 0), role, ATTR_BOLD, "%u", vote->count);
	if (right)
		canvas_print(canvas, body, row + (high - 1) / 2, at + 2, ROLE_GOOD, ATTR_BOLD, "%s %s", glyph_text(GLYPH_ENDED), _("right"));
}

static int label_columns(const struct votes *votes)
{
	int widest = 1;
	for (int i = 0; i < votes->count; i++)
		widest = text_width(votes->list[i].answer) > widest ? text_width(votes->list[i].answer) : widest;
	return widest + 3;
}

int present_bars_draw(struct canvas *canvas, struct rect body, int row, const struct lesson_step *step, const struct votes *votes)
{
	int left = label_columns(votes), high = body.rows >= 30 ? 2 : 1;
	(void)step;
	if (!votes_all(votes))
		return row;
	for (int i = 0; i < votes->count; i++, row += high + 1) {
		canvas_text(canvas, body, row, body.col + 2, ROLE_TITLE, ATTR_BOLD, votes->list[i].answer);
		bar_draw(canvas, body, row, body.col + 2 + left, body.cols - left - 24, high, votes, &votes->list[i]);
	}
	return row;
}

/* ---- the question ---- */

/* Rows that the question and its answers take, without bars. */
int present_question_rows(const struct lesson_step *step, int columns, int gap)
{
	int rows = wrap_count(step->question, columns) + 1;
	for (int i = 0; i < step->choice_count; i++)
		rows += wrap_count(step->choices[i].text, columns - 5) + gap;
	return rows;
}

/* A choice, and where hands were counted its bar below the words, or behind them where rows are few. */
static int choice_draw(struct canvas *canvas, struct rect body, int row, int columns, const struct lesson_choice *choice, const struct votes *votes, bool below)
{
	char letter[2] = { choice->letter, '\0' };
	const struct vote *vote = NULL;
	for (int i = 0; i < votes->count; i++)
		if (votes->list[i].answer[0] == choice->letter)
			vote = &votes->list[i];
	bool right = votes->judged && vote && vote->right;
	enum role_of_cell role = right ? ROLE_GOOD : ROLE_TITLE;
	canvas_text(canvas, body, row, body.col + 2, role, ATTR_BOLD, letter);
	int room = body.cols - columns - 4;
	int end = present_text_draw(canvas, body, row, body.col + 6, columns - 5, right ? ROLE_GOOD : ROLE_TEXT, right ? ATTR_BOLD : 0, choice->text);
	if (!votes_all(votes) || !vote)
		return end;
	if (!below) {
		bar_draw(canvas, body, row, body.col + 4 + columns, room - 14, 1, votes, vote);
		return end;
	}
	bar_draw(canvas, body, end, body.col + 6, body.cols - 26, body.rows >= 40 ? 2 : 1, votes, vote);
	return end + (body.rows >= 40 ? 2 : 1);
}

/* The line that is being typed. */
void present_typed_draw(struct canvas *canvas, struct rect body, const struct present *present)
{
	const struct present_step *kept = &present->steps[present->lecture.at];
	int row = body.row + body.rows - 1;
	if (!present->typing)
		return;
	canvas_fill(canvas, (struct rect){ row - 1, body.col, 2, body.cols }, ' ', ROLE_TEXT, 0);
	int col = canvas_print(canvas, body, row, body.col + 2, ROLE_KEY, ATTR_BOLD, "%s  %s", _("hands:"), kept->line);
	canvas_put(canvas, body, row, col, glyph(GLYPH_MARK), ROLE_KEY, 0);
	if (!kept->line[0]) /* how they are typed is asked once one is about to */
		canvas_text_cut(canvas, body, row, col + 3, body.cols - col + body.col - 3, ROLE_QUIET, 0,
			present_step(present)->choice_count ? _("of each choice in its order, as in 14 9 3; Enter ends it") : _("an answer and its hands, as in 4: 12 2: 5; Enter ends it"));
	canvas_text_cut(canvas, body, row, col + 3, body.cols - col + body.col - 3, ROLE_BAD, 0, present->wrong);
}

void present_question_draw(struct canvas *canvas, struct rect body, const struct present *present)
{
	const struct lesson_step *step = present_step(present);
	const struct votes *votes = &present->steps[present->lecture.at].votes;
	int all = present_measure(body), bars = votes_all(votes) ? 28 : 0, gap = 1, room = body.rows - 2;
	bool below = step->choice_count && room >= present_question_rows(step, all, 2) + step->choice_count * (body.rows >= 40 ? 3 : 1);
	int columns = step->choice_count && bars && !below ? body.cols - 4 - bars : all;
	if (present_question_rows(step, columns, gap) > room)
		gap = 0;
	int used = present_question_rows(step, columns, gap), large = present_large_rows(body, step->question, room - used - (below && bars ? 2 * step->choice_count : 0) - (bars && !step->choice_count ? 3 * votes->count : 0));
	used += large;
	int row = body.row + (room - used > 6 ? (room - used) / 4 : room > used);
	row = large ? thick_letters_draw(canvas, body, row, body.col + 2, body.cols - 4, ROLE_TITLE, step->question)
		: present_text_draw(canvas, body, row, body.col + 2, all, ROLE_TITLE, ATTR_BOLD, step->question) + 1;
	for (int i = 0; i < step->choice_count; i++)
		row = choice_draw(canvas, body, row, columns, &step->choices[i], votes, below) + gap;
	if (!step->choice_count)
		present_bars_draw(canvas, body, row + 1, step, votes);
	present_typed_draw(canvas, body, present);
}
