/* lesson_page.c - a page from edge to edge: prose at a width that is good to read, the recipe beside it where there is room, the question under it.
 *
 * What fits stands as one flow, calm and without a scroll. Where it does not, the question stays at the bottom, so that nobody goes on without having seen it, and the prose above it
 * is scrolled. */
#include "tui/lesson_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/keymap.h"

#include <stdio.h>
#include <string.h>

#define PROSE_COLS 70
#define PROSE_COLS_BESIDE 66 /* at the least, with the recipe beside it */
#define CODE_COLS_MIN 46
#define CODE_COLS_MAX 84
#define GAP_COLS 4

static int min(int a, int b)
{
	return a < b ? a : b;
}

static int max(int a, int b)
{
	return a > b ? a : b;
}

/* ---- head and foot ---- */

int lesson_dots_draw(const struct lesson_screen *screen, struct canvas *canvas, struct rect rect, int row, int col)
{
	const struct lesson *lesson = screen->lesson;
	for (size_t i = 0; i < lesson->step_count; i++, col++) {
		bool at = i == screen->lecture.at && !screen->lecture.finished, done = progress_step_done(screen->plan.progress, lesson->name, lesson->steps[i].name);
		canvas_put(canvas, rect, row, col, at && glyph_is_ascii() ? '>' : glyph(at ? GLYPH_READY : done ? GLYPH_RUNNING : GLYPH_WAITING), at ? ROLE_FOCUS : done ? ROLE_GOOD : ROLE_QUIET, 0);
	}
	return col;
}

/* "step 3 of 8: lose four" */
static void step_write(const struct lesson_screen *screen, char *to, size_t size)
{
	int used = snprintf(to, size, _("step %zu of %zu: "), screen->lecture.at + 1, screen->lesson->step_count);
	snprintf(to + used, size - (size_t)used, "%s", lecture_step(&screen->lecture)->name);
	for (char *at = to + used; *at; at++)
		*at = *at == '-' ? ' ' : *at;
}

void lesson_head_draw(const struct lesson_screen *screen, struct canvas *canvas)
{
	struct rect head = { 0, 0, 1, canvas->cols };
	char words[100] = "";
	int dots = (int)screen->lesson->step_count;
	if (!screen->lecture.finished)
		step_write(screen, words, sizeof words);
	int right = canvas->cols - 2 - dots;
	lesson_dots_draw(screen, canvas, head, 0, right);
	right -= text_width(words) + 2;
	canvas_text(canvas, head, 0, right, ROLE_QUIET, 0, words);
	int col = canvas_text_cut(canvas, head, 0, 2, right - 4, ROLE_TITLE, ATTR_BOLD, screen->lesson->title) + 3;
	if (col + text_width(screen->lesson->chapter) + 3 < right)
		canvas_text(canvas, head, 0, col, ROLE_QUIET, 0, screen->lesson->chapter);
	struct rect rule = { 1, 0, 1, canvas->cols };
	for (int i = 0; i < canvas->cols; i++)
		canvas_put(canvas, rule, 1, i, glyph(GLYPH_H), ROLE_RULE, 0);
}

static int keys_width(const struct lesson_key *keys, int count, int rank)
{
	char name[32];
	int width = 0;
	for (int i = 0; i < count; i++)
		if (keys[i].words && keys[i].rank <= rank)
			width += text_width(keymap_name(keys[i].name, name, sizeof name)) + 1 + text_width(keys[i].words) + 3;
	return width - 3;
}

/* The highest rank of which all keys fit. */
static int keys_rank(const struct lesson_key *keys, int count, int cols)
{
	int rank = 9;
	while (rank > 0 && keys_width(keys, count, rank) > cols)
		rank--;
	return rank;
}

void lesson_keys_draw(struct canvas *canvas, struct rect rect, const struct lesson_key *keys, int count, struct hint_places *places)
{
	char name[32];
	int rank = keys_rank(keys, count, rect.cols), col = rect.col;
	for (int i = 0; i < count; i++) {
		if (!keys[i].words || keys[i].rank > rank)
			continue;
		int first = col;
		col = canvas_text(canvas, rect, rect.row, col, ROLE_KEY, 0, keymap_name(keys[i].name, name, sizeof name)) + 1;
		col = canvas_text(canvas, rect, rect.row, col, ROLE_QUIET, 0, keys[i].words) + 3;
		hints_place(places, (struct rect){ rect.row, first, 1, col - 3 - first }, hints_key(keys[i].name));
	}
}

void lesson_keys_draw_right(struct canvas *canvas, struct rect rect, const struct lesson_key *keys, int count, struct hint_places *places)
{
	int width = keys_width(keys, count, keys_rank(keys, count, rect.cols));
	if (width < rect.cols) {
		rect.col += rect.cols - width;
		rect.cols = width;
	}
	lesson_keys_draw(canvas, rect, keys, count, places);
}

/* What Enter does. */
static const char *enter_words(const struct lesson_screen *screen)
{
	const struct lesson_step *step = lecture_step(&screen->lecture);
	if (screen->link >= 0)
		return _("open the link");
	if (screen->over)
		return _("back to the run");
	if (lesson_shows(screen) == SHOWS_WORDS)
		return _("go on");
	if (step->ask != ASK_NOTHING && step->question && !screen->typed[0] && screen->lecture.verdict.is == VERDICT_NONE)
		return _("skip the question");
	if (!lecture_runs_next(&screen->lecture))
		return screen->typed[0] ? _("that is my answer") : _("go on");
	switch (step->mode) {
	case LESSON_STEPPED: return step->policy[0] ? _("see it run") : _("take control");
	case LESSON_EXPLORE: return step->by_editing ? _("to the recipe") : _("count them all");
	case LESSON_COMPARE: return _("measure");
	default: return _("see it run");
	}
}

static const char *answer_words(const struct lesson_screen *screen, char *name, size_t size)
{
	const struct lesson_step *step = lecture_step(&screen->lecture);
	bool asked = !screen->over && lesson_shows(screen) == SHOWS_PAGE;
	if (step->ask == ASK_CHOICE && step->choice_count)
		snprintf(name, size, "%c-%c", step->choices[0].letter, step->choices[step->choice_count - 1].letter);
	return asked && step->ask == ASK_CHOICE && step->choice_count ? _("choose") : NULL;
}

static void foot_draw(struct lesson_screen *screen, struct canvas *canvas)
{
	struct rect row = { canvas->rows - 1, 2, 1, canvas->cols - 4 };
	const struct lecture *lecture = &screen->lecture;
	const struct lesson_step *step = lecture_step(lecture);
	bool letters = step->ask == ASK_WORKER || step->ask == ASK_ORDER, words = lesson_shows(screen) == SHOWS_WORDS;
	char choose[8] = "";
	const char *answer = answer_words(screen, choose, sizeof choose);
	const struct lesson_key keys[] = {
		{ choose, answer, 2 },
		{ "\6", enter_words(screen), 0 },
		{ letters && !words ? "F6" : "h", lecture->hints < step->hint_count ? _("hint") : NULL, 3 },
		{ "Tab", !screen->links ? NULL : screen->link >= 0 ? _("next link") : _("links"), 4 },
		{ "PgDn", screen->top + screen->room < screen->rows ? _("more") : NULL, 1 },
		{ "\5", lecture->at || lecture->side != LECTURE_PAGE ? _("back") : NULL, 5 },
		{ "?", _("help"), 6 },
		{ "Esc", screen->over ? _("back to the run") : _("leave"), 2 },
	};
	lesson_keys_draw(canvas, row, keys, sizeof keys / sizeof *keys, &screen->places);
	if (screen->trouble.text[0])
		canvas_text_cut(canvas, (struct rect){ row.row - 1, 2, 1, row.cols }, row.row - 1, 2, row.cols, ROLE_BAD, 0, screen->trouble.text);
}

/* ---- the body ---- */

/* Look for the recipe of the step, once. */
static void code_find(struct lesson_screen *screen)
{
	struct launch launch;
	struct error error;
	screen->code_asked = true;
	screen->code_found = lecture_launch(screen->lesson, lecture_step(&screen->lecture), screen->plan.find, &launch, &error) == 0;
	if (!screen->code_found)
		return;
	lesson_code_take(&screen->code, &launch);
	launch_release(&launch);
	screen->code_found = screen->code.info.line_count > 0;
}

/* Whether it stands beside the prose: where there is room for it. */
static bool has_code(struct lesson_screen *screen, int cols)
{
	if (!lesson_step_runs(lecture_step(&screen->lecture)) || cols < PROSE_COLS_BESIDE + GAP_COLS + CODE_COLS_MIN + 4)
		return false;
	if (!screen->code_asked)
		code_find(screen);
	return screen->code_found;
}

/* A mark at the right where more is below or above. */
static void more_draw(struct canvas *canvas, struct rect rect, int top, int rows)
{
	if (top > 0)
		canvas_put(canvas, rect, rect.row, rect.col + rect.cols - 1, glyph(GLYPH_POINT_UP), ROLE_KEY, 0);
	if (top + rect.rows < rows)
		canvas_put(canvas, rect, rect.row + rect.rows - 1, rect.col + rect.cols - 1, glyph(GLYPH_POINT_DOWN), ROLE_KEY, 0);
}

void lesson_scrolled_draw(struct lesson_screen *screen, struct canvas *canvas, struct rect rect, const struct sheet *sheet)
{
	screen->room = rect.rows;
	screen->rows = sheet->rows;
	screen->links = sheet->links;
	screen->link = screen->link < sheet->links ? screen->link : -1;
	int row = screen->link >= 0 ? sheet_link_row(sheet, screen->link) : -1;
	if (screen->seek && row >= 0 && (row < screen->top || row >= screen->top + rect.rows))
		screen->top = row - rect.rows / 2;
	screen->seek = false;
	screen->top = max(0, min(screen->top, screen->rows - screen->room));
	snprintf(screen->link_to, sizeof screen->link_to, "%s", sheet_link(sheet, screen->link));
	sheet_draw(sheet, canvas, rect, screen->top, screen->link);
	rect.cols += 2;
	more_draw(canvas, rect, screen->top, sheet->rows);
}

/* The prose scrolled in what the question leaves. */
static void flow_draw(struct lesson_screen *screen, struct canvas *canvas, struct rect rect, const struct sheet *prose, const struct sheet *question)
{
	int all = prose->rows + (question->rows ? 1 + question->rows : 0), below = question->rows ? min(question->rows, max(rect.rows - 6, rect.rows / 2)) : 0;
	struct rect upper = rect, lower = { rect.row + prose->rows + 1, rect.col, question->rows, rect.cols };
	if (all > rect.rows) {
		upper.rows = rect.rows - below - (below ? 1 : 0);
		lower = (struct rect){ rect.row + rect.rows - below, rect.col, below, rect.cols };
	}
	lesson_scrolled_draw(screen, canvas, upper, prose);
	sheet_draw(question, canvas, lower, 0, -1);
	sheet_places(question, lower, &screen->places);
}

static void body_draw(struct lesson_screen *screen, struct canvas *canvas, struct rect rect)
{
	struct sheet prose, question;
	sheet_begin(&prose, rect.cols);
	sheet_begin(&question, rect.cols);
	if (lesson_shows(screen) == SHOWS_WORDS) {
		lesson_after(screen, &prose);
	} else {
		sheet_document(&prose, &lecture_step(&screen->lecture)->prose);
		lesson_editor(screen, &prose);
		lesson_hints(screen, &prose);
		lesson_question(screen, &question);
	}
	flow_draw(screen, canvas, rect, &prose, &question);
	sheet_release(&prose);
	sheet_release(&question);
}

void lesson_page_draw(struct lesson_screen *screen, struct canvas *canvas)
{
	bool code = has_code(screen, canvas->cols);
	int air = canvas->rows > 30 ? 2 : 1, text = min(PROSE_COLS, canvas->cols - (code ? GAP_COLS + CODE_COLS_MIN + 4 : 10));
	int aside = code ? min(CODE_COLS_MAX, canvas->cols - text - GAP_COLS - 4) : 0;
	int all = text + (code ? GAP_COLS + aside : 0), left = (canvas->cols - all) / 2;
	struct rect body = { 2 + air, left, canvas->rows - 4 - 2 * air + (air == 1 ? 1 : 0), text };
	lesson_head_draw(screen, canvas);
	body_draw(screen, canvas, body);
	if (code)
		lesson_code_draw(&screen->code, canvas, (struct rect){ 2 + air, left + text + GAP_COLS, body.rows, aside });
	foot_draw(screen, canvas);
}
