/* present_page.c - what is read from the back of the room: points, the question with its bets, what followed, the end. All of it is drawn for a screen of any size from 80×24 on.
 *
 * The newest point is strong, those before it are not; where they do not all fit the oldest go. A question has the screen for itself. */
#include "tui/present_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/thick_digits.h"
#include "tui/thick_letters.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define MEASURE 92 /* columns of a line that is read with ease, at most */

/* ---- the head ---- */

static int margin_of(int cols)
{
	return cols >= 160 ? 16 : cols >= 110 ? 9 : 4;
}

struct rect present_head_draw(struct canvas *canvas, const struct present *present)
{
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	int margin = margin_of(canvas->cols), row = canvas->rows >= 30 ? 1 : 0;
	char where[64] = "";
	if (!present->opening && !present->lecture.finished)
		snprintf(where, sizeof where, "%zu / %zu", present->lecture.at + 1, present->lesson->step_count);
	canvas_text(canvas, all, row, canvas->cols - margin - text_width(where), ROLE_QUIET, 0, where);
	canvas_text_cut(canvas, all, row, margin, canvas->cols - 2 * margin - 10, ROLE_TITLE, ATTR_BOLD, present->lesson->title);
	for (int col = margin; col < canvas->cols - margin; col++)
		canvas_put(canvas, all, row + 1, col, glyph(GLYPH_H), ROLE_RULE, 0);
	int top = row + 2 + (canvas->rows >= 30);
	return (struct rect){ top, margin, canvas->rows - top - (canvas->rows >= 30), canvas->cols - 2 * margin };
}

/* ---- text ---- */

int present_text_draw(struct canvas *canvas, struct rect clip, int row, int col, int columns, enum role_of_cell role, int attr, const char *text)
{
	char line[1024];
	for (; text && (text = wrap_line(text, columns, line, sizeof line)); row++)
		canvas_text(canvas, clip, row, col, role, attr, line);
	return row;
}

/* Columns of a line of text in so wide a body. */
static int measure_of(struct rect body)
{
	return body.cols - 4 > MEASURE ? MEASURE : body.cols - 4;
}

/* Rows of a text in large letters where they all fit into `room` rows on a screen that has small ones; 0: it is written as ever. */
static int large_rows(struct rect body, const char *text, int room)
{
	if (body.rows < 30 || body.cols < 96 || !thick_letters_can(text))
		return 0;
	int rows = thick_letters_rows(text, body.cols - 4);
	return rows <= room && rows <= body.rows * 2 / 3 ? rows : 0;
}

/* As large as `room` rows allow; returns the row after it and a blank one. */
static int strong_draw(struct canvas *canvas, struct rect body, int row, int room, const char *text)
{
	if (large_rows(body, text, room))
		return thick_letters_draw(canvas, body, row, body.col + 2, body.cols - 4, ROLE_TITLE, text);
	return present_text_draw(canvas, body, row, body.col + 2, measure_of(body), ROLE_TITLE, ATTR_BOLD, text) + 1;
}

/* Blank rows between two points. */
static int gap_of(struct rect body)
{
	return body.rows >= 40 ? 2 : 1;
}

static int point_rows(const struct point *point, int columns)
{
	return wrap_count(point->text, point->kind == POINT_CODE ? columns + 1000 : columns - 4 * (point->kind == POINT_ITEM));
}

static int point_draw(struct canvas *canvas, struct rect body, int row, int columns, const struct point *point, bool newest)
{
	enum role_of_cell role = newest ? ROLE_TITLE : ROLE_QUIET;
	int attr = newest ? ATTR_BOLD : 0, col = body.col + 2;
	if (point->kind == POINT_CODE) {
		int end = present_text_draw(canvas, body, row, col + 4, 2000, newest ? ROLE_CODE : ROLE_QUIET, attr, point->text);
		for (int y = row; y < end; y++)
			canvas_put(canvas, body, y, col + 1, glyph(GLYPH_V), ROLE_RULE, 0);
		return end;
	}
	if (point->kind == POINT_SENTENCE)
		return present_text_draw(canvas, body, row, col, columns, role, attr, point->text);
	if (point->number)
		canvas_print(canvas, body, row, col, role, attr, "%d", point->number);
	else
		canvas_put(canvas, body, row, col, glyph(GLYPH_RUNNING), role, 0);
	return present_text_draw(canvas, body, row, col + 4, columns - 4, role, attr, point->text);
}

/* Rows of points `first` up to `end`. */
static int slide_rows(const struct slide *slide, struct rect body, int first, int end)
{
	int rows = 0;
	for (int i = first; i < end; i++)
		rows += point_rows(&slide->points[i], measure_of(body)) + (i > first) * gap_of(body);
	return rows;
}

/* The last of points `first` up to `end` that fit, from the body's top on; returns the row after them. */
static int points_small_draw(struct canvas *canvas, struct rect body, int row, const struct slide *slide, int end, int newest)
{
	int first = end;
	while (first > 0 && slide_rows(slide, body, first - 1, end) <= body.row + body.rows - row)
		first--;
	for (int i = first; i < end; i++)
		row = point_draw(canvas, body, row, measure_of(body), &slide->points[i], i == newest) + gap_of(body);
	return row;
}

/* The newest point large, below those before it. */
static bool points_large_draw(struct canvas *canvas, struct rect body, const struct slide *slide, int shown)
{
	const struct point *newest = &slide->points[shown - 1];
	int large = newest->kind == POINT_CODE ? 0 : large_rows(body, newest->text, body.rows - 6);
	if (!large)
		return false;
	struct rect above = { body.row, body.col, body.rows - large - 1, body.cols };
	int row = points_small_draw(canvas, above, body.row + 1, slide, shown - 1, -1);
	thick_letters_draw(canvas, body, shown > 1 ? row + 1 : body.row + (body.rows - large) / 4, body.col + 2, body.cols - 4, ROLE_TITLE, newest->text);
	return true;
}

/* What is there does not move while more comes below it, as long as all fits. */
static void points_draw(struct canvas *canvas, struct rect body, const struct slide *slide, int shown)
{
	int all = slide_rows(slide, body, 0, slide->count), free = all <= body.rows ? body.rows - all : 0;
	if (shown > 0 && points_large_draw(canvas, body, slide, shown))
		return;
	points_small_draw(canvas, body, body.row + (free > 4 ? 1 + free / 5 : free > 0), slide, shown, shown - 1);
}

void present_page_draw(struct canvas *canvas, struct rect body, const struct present *present)
{
	if (!present->opening) {
		points_draw(canvas, body, &present->page, present->shown);
		return;
	}
	int row = body.row + body.rows / 4;
	row = strong_draw(canvas, body, row, body.rows / 2, present->lesson->title);
	present_text_draw(canvas, body, row, body.col + 2, measure_of(body), ROLE_TEXT, 0, present->lesson->summary);
}

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
static int question_rows(const struct lesson_step *step, int columns, int gap)
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
static void typed_draw(struct canvas *canvas, struct rect body, const struct present *present)
{
	const struct present_step *kept = &present->steps[present->lecture.at];
	int row = body.row + body.rows - 1;
	if (!present->typing)
		return;
	canvas_fill(canvas, (struct rect){ row - 1, body.col, 2, body.cols }, ' ', ROLE_TEXT, 0);
	int col = canvas_print(canvas, body, row, body.col + 2, ROLE_KEY, ATTR_BOLD, "%s  %s", _("hands:"), kept->line);
	canvas_put(canvas, body, row, col, glyph(GLYPH_MARK), ROLE_KEY, 0);
	canvas_text_cut(canvas, body, row, col + 3, body.cols - col + body.col - 3, ROLE_BAD, 0, present->wrong);
}

void present_question_draw(struct canvas *canvas, struct rect body, const struct present *present)
{
	const struct lesson_step *step = present_step(present);
	const struct votes *votes = &present->steps[present->lecture.at].votes;
	int all = measure_of(body), bars = votes_all(votes) ? 28 : 0, gap = 1, room = body.rows - 2;
	bool below = step->choice_count && room >= question_rows(step, all, 2) + step->choice_count * (body.rows >= 40 ? 3 : 1);
	int columns = step->choice_count && bars && !below ? body.cols - 4 - bars : all;
	if (question_rows(step, columns, gap) > room)
		gap = 0;
	int used = question_rows(step, columns, gap), large = large_rows(body, step->question, room - used - (below && bars ? 2 * step->choice_count : 0) - (bars && !step->choice_count ? 3 * votes->count : 0));
	used += large;
	int row = body.row + (room - used > 6 ? (room - used) / 4 : room > used);
	row = large ? thick_letters_draw(canvas, body, row, body.col + 2, body.cols - 4, ROLE_TITLE, step->question)
		: present_text_draw(canvas, body, row, body.col + 2, all, ROLE_TITLE, ATTR_BOLD, step->question) + 1;
	for (int i = 0; i < step->choice_count; i++)
		row = choice_draw(canvas, body, row, columns, &step->choices[i], votes, below) + gap;
	if (!step->choice_count)
		present_bars_draw(canvas, body, row + 1, step, votes);
	typed_draw(canvas, body, present);
}

/* ---- what followed ---- */

/* The right answer, as large as it can be. */
static int right_draw(struct canvas *canvas, struct rect body, int row, const struct present_step *kept, const struct lesson_step *step)
{
	int scale = body.rows >= 30 ? 2 : 1;
	if (!kept->right[0])
		return row;
	if (thick_digits_width(kept->right, scale) < body.cols / 2) {
		thick_digits_draw(canvas, body, row, body.col + 2, ROLE_GOOD, scale, kept->right);
		int col = body.col + 4 + thick_digits_width(kept->right, scale);
		const char *what = step->measured ? quantity_text(step->measured) : "";
		what = strncmp(what, "global ", 7) ? what : what + 7;
		canvas_text_cut(canvas, body, row + thick_digits_rows(scale) - 1, col, body.cols - col + body.col, ROLE_TITLE, ATTR_BOLD, what);
		return row + thick_digits_rows(scale) + 1;
	}
	canvas_put(canvas, body, row, body.col + 2, glyph(GLYPH_ENDED), ROLE_GOOD, ATTR_BOLD);
	return present_text_draw(canvas, body, row, body.col + 4, measure_of(body) - 2, ROLE_GOOD, ATTR_BOLD, kept->right) + 1;
}

/* What the class bet, beside what happened. */
static int verdict_draw(struct canvas *canvas, struct rect body, int row, const struct present *present)
{
	const struct verdict *verdict = &present->lecture.verdict;
	bool right = verdict->is == VERDICT_RIGHT;
	char text[400];
	if (verdict->is == VERDICT_OPEN) {
		snprintf(text, sizeof text, _("The run did not show it: %s"), verdict->happened);
		return present_text_draw(canvas, body, row, body.col + 2, measure_of(body), ROLE_TEXT, 0, text) + 1;
	}
	if (verdict->is != VERDICT_RIGHT && verdict->is != VERDICT_WRONG)
		return row;
	snprintf(text, sizeof text, right ? _("Most of you said so: %s") : _("Most of you said: %s"), verdict->given);
	canvas_put(canvas, body, row, body.col + 2, glyph(right ? GLYPH_ENDED : GLYPH_DEAD), right ? ROLE_GOOD : ROLE_BAD, ATTR_BOLD);
	row = present_text_draw(canvas, body, row, body.col + 4, measure_of(body) - 2, right ? ROLE_GOOD : ROLE_BAD, ATTR_BOLD, text) + 1;
	if (verdict->reply && !right)
		row = present_text_draw(canvas, body, row, body.col + 4, measure_of(body) - 2, ROLE_TEXT, 0, verdict->reply) + 1;
	return row;
}

static int goal_draw(struct canvas *canvas, struct rect body, int row, const struct present *present)
{
	const struct lesson_step *step = present_step(present);
	bool reached = present->lecture.goal == GOAL_REACHED;
	char text[600];
	if (!step->goal)
		return row;
	snprintf(text, sizeof text, "%s: %s%s%s", reached ? _("The goal is reached") : _("The goal is not reached yet"), lesson_goal_words(step),
		present->lecture.goal_happened[0] ? "; " : "", present->lecture.goal_happened);
	canvas_put(canvas, body, row, body.col + 2, glyph(reached ? GLYPH_STAR : GLYPH_WAITING), reached ? ROLE_GOOD : ROLE_TEXT, ATTR_BOLD);
	return present_text_draw(canvas, body, row, body.col + 4, measure_of(body) - 2, reached ? ROLE_GOOD : ROLE_TEXT, ATTR_BOLD, text) + 1;
}

void present_after_draw(struct canvas *canvas, struct rect body, const struct app *app, const struct present *present)
{
	const struct lesson_step *step = present_step(present);
	const struct present_step *kept = &present->steps[present->lecture.at];
	int row = body.row + 1;
	(void)app;
	if (present->shown > 0) {
		points_draw(canvas, body, &present->after, present->shown);
		return;
	}
	if (present_asks(step)) {
		row = present_text_draw(canvas, body, row, body.col + 2, measure_of(body), ROLE_QUIET, 0, step->question) + 1;
		row = right_draw(canvas, body, row, kept, step);
		row = present_bars_draw(canvas, body, row, step, &kept->votes) + (votes_all(&kept->votes) > 0 && body.rows >= 30);
		row = verdict_draw(canvas, body, row, present);
	}
	goal_draw(canvas, body, row, present);
	typed_draw(canvas, body, present);
}

/* ---- the end ---- */

/* Bets whose winner was right, of those that were made. */
static unsigned bets(const struct present *present, unsigned *made)
{
	unsigned right = 0;
	*made = 0;
	for (size_t i = 0; i < present->lesson->step_count && i < LESSON_STEPS_MAX; i++) {
		const struct votes *votes = &present->steps[i].votes;
		const struct vote *most = votes_most(votes);
		*made += votes->judged && most;
		right += votes->judged && most && most->right;
	}
	return right;
}

void present_end_draw(struct canvas *canvas, struct rect body, const struct present *present)
{
	unsigned made, right = bets(present, &made);
	char text[160];
	int row = body.row + body.rows / 4;
	row = strong_draw(canvas, body, row, body.rows / 2, _("That was it."));
	if (made) {
		snprintf(text, sizeof text, made == 1 ? _("Of %2$u bet the class won %1$u.") : _("Of %2$u bets the class won %1$u."), right, made);
		row = present_text_draw(canvas, body, row, body.col + 2, measure_of(body), ROLE_TEXT, 0, text) + 1;
	}
	for (int i = 0; i < present->lesson->more_count; i++) {
		const char *link = present->lesson->more[i], *name = strchr(link, ':');
		if (!strncmp(link, "lesson:", 7))
			canvas_print(canvas, body, row++, body.col + 2, ROLE_TEXT, 0, "%s %s", glyph_text(GLYPH_ARROW_RIGHT), name + 1);
	}
}

/* ---- whether it fits ---- */

static int slide_fits(const struct slide *slide, struct rect body, const char *what, struct error *error)
{
	for (int i = 0; i < slide->count; i++) {
		const struct point *point = &slide->points[i];
		int rows = point_rows(point, measure_of(body)), widest = 0;
		for (const char *at = point->text; point->kind == POINT_CODE && *at; at += strcspn(at, "\n"), at += *at == '\n') {
			char line[sizeof point->text];
			snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
			widest = text_width(line) > widest ? text_width(line) : widest;
		}
		if (rows > body.rows)
			return error_set(error, _("point %d of %s takes %d rows, and there are %d"), i + 1, what, rows, body.rows);
		if (widest + 6 > body.cols)
			return error_set(error, _("code in %s takes %d columns, and there are %d"), what, widest, body.cols - 6);
	}
	return 0;
}

int present_fits(const struct lesson *lesson, const struct lesson_step *step, int rows, int cols, struct error *error)
{
	struct present present = { .lesson = lesson };
	struct canvas canvas;
	struct slide slide;
	canvas_init(&canvas, rows, cols);
	struct rect body = present_head_draw(&canvas, &present);
	canvas_release(&canvas);
	slide_read(&slide, &step->prose);
	if (slide_fits(&slide, body, _("its prose"), error))
		return -1;
	slide_read(&slide, &step->after);
	if (slide_fits(&slide, body, _("what follows"), error))
		return -1;
	if (!present_asks(step))
		return 0;
	int wanted = question_rows(step, step->choice_count ? body.cols - 32 : measure_of(body), 0);
	if (wanted > body.rows - 2)
		return error_set(error, _("the question with its answers takes %d rows, and there are %d"), wanted, body.rows - 2);
	return 0;
}
