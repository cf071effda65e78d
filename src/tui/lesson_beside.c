/* lesson_beside.c - what stands beside a step's run: a column at the left of it on a wide terminal, else a strip of three rows above it; and what follows from the run, in that
 * column or as a card over the run.
 *
 * The run keeps at least the columns of the smallest terminal, and all of its own keys; the lesson's are function keys, and said here. */
#include "tui/lesson_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/box.h"
#include "tui/glyph.h"
#include "tui/keymap.h"

#include <stdio.h>
#include <string.h>

#define COLUMN_MOST 46
#define CARD_COLS 78

static bool has_column(int cols)
{
	return cols >= LESSON_COLUMN_FROM;
}

static int column_width(int cols)
{
	return cols - LAYOUT_COLS_MIN < COLUMN_MOST ? cols - LAYOUT_COLS_MIN : COLUMN_MOST;
}

struct rect lesson_place(struct app *app, int rows, int cols)
{
	(void)app;
	if (has_column(cols))
		return (struct rect){ 0, column_width(cols), rows, cols - column_width(cols) };
	return (struct rect){ LESSON_STRIP_ROWS, 0, rows - LESSON_STRIP_ROWS, cols };
}

bool lesson_has_keys(const struct app *app)
{
	const struct lesson_screen *screen = app->front_data;
	enum over under = app_under_help(app);
	bool back = under == OVER_NOTHING || under == OVER_SETTINGS; /* help and settings have all keys, and then come back to the panes */
	return !screen->folded || (back && !app->line.open);
}

bool lesson_has_enter(const struct app *app)
{
	return lesson_has_keys(app) || app_under_help(app) == OVER_SIDES;
}

bool lesson_is_folded_away(const struct app *app)
{
	const struct lesson_screen *screen = app->front_data;
	return lesson_shows(screen) == SHOWS_AFTER && !lesson_has_enter(app) && !has_column(app->canvas.cols);
}

/* Whether the step can be tried again by a key of ours. */
static const char *again_words(const struct app *app)
{
	const struct lesson_screen *screen = app->front_data;
	enum lesson_mode mode = lecture_step(&screen->lecture)->mode;
	return mode == LESSON_LIVE || mode == LESSON_STEPPED ? _("try again") : NULL;
}

static const char *hint_words(const struct lesson_screen *screen)
{
	return screen->lecture.hints < lecture_step(&screen->lecture)->hint_count ? _("hint") : NULL;
}

/* ---- the strip ---- */

static void strip_keys(struct app *app, struct canvas *canvas, struct rect row)
{
	struct lesson_screen *screen = lesson_of(app);
	bool after = lesson_shows(screen) == SHOWS_AFTER, hints = after ? hint_words(screen) != NULL : lecture_step(&screen->lecture)->hint_count > 0;
	const struct lesson_key keys[] = {
		{ "F1", _("page"), 1 },
		{ "F6", hints ? _("hint") : NULL, 2 },
		{ "F7", _("back"), 3 },
		{ "F8", lesson_is_folded_away(app) ? _("what came of it") : after ? _("go on") : _("skip"), 0 },
		{ "Enter", after && screen->folded && lesson_has_enter(app) ? _("what came of it") : NULL, 1 },
	};
	lesson_keys_draw_right(canvas, row, keys, sizeof keys / sizeof *keys, &screen->places);
}

static void strip_draw(struct app *app, struct canvas *canvas)
{
	const struct lesson_screen *screen = app->front_data;
	struct rect row = { 0, 1, 1, canvas->cols - 2 };
	char words[640];
	int col = lesson_dots_draw(screen, canvas, row, 0, 1) + 2;
	col = canvas_text_cut(canvas, row, 0, col, canvas->cols - col - 47, ROLE_TITLE, ATTR_BOLD, screen->lesson->title) + 3; /* keys first: one can do without the end of a title */
	strip_keys(app, canvas, (struct rect){ 0, col, 1, canvas->cols - col - 1 });
	canvas_put(canvas, (struct rect){ 1, 0, 1, canvas->cols }, 1, 1, glyph(GLYPH_HEAD), ROLE_FOCUS, 0);
	canvas_text_cut(canvas, (struct rect){ 1, 0, 1, canvas->cols }, 1, 3, canvas->cols - 4, ROLE_FOCUS, 0, lesson_task(screen, app, canvas->cols - 4, words, sizeof words));
	for (int i = 0; i < canvas->cols; i++)
		canvas_put(canvas, (struct rect){ 2, 0, 1, canvas->cols }, 2, i, glyph(GLYPH_H), ROLE_RULE, 0);
}

/* ---- the column ---- */

/* Each key on a line of its own; returns how many rows they take. */
static int column_keys(struct app *app, struct canvas *canvas, struct rect rect)
{
	struct lesson_screen *screen = lesson_of(app);
	bool after = lesson_shows(screen) == SHOWS_AFTER, ours = after && lesson_has_keys(app), enter = after && lesson_has_enter(app);
	const struct lesson_key keys[] = {
		{ enter ? "\6" : "F8", after ? _("go on") : _("go on without it"), 0 },
		{ "r", ours ? again_words(app) : NULL, 0 },
		{ "p", ours && lesson_by_figures(lecture_step(&screen->lecture)) ? _("settings") : NULL, 0 },
		{ ours ? "h" : "F6", hint_words(screen), 0 },
		{ "F1", _("all of the page"), 0 },
		{ "F7", _("back to the question"), 0 },
		{ "Esc", after && !screen->folded ? _("to the run") : NULL, 0 },
	};
	char name[32];
	int count = 0, row;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		count += keys[i].words != NULL;
	row = rect.row + rect.rows - count;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!keys[i].words)
			continue;
		canvas_text(canvas, rect, row, rect.col, ROLE_KEY, 0, keymap_name(keys[i].name, name, sizeof name));
		hints_place(&screen->places, (struct rect){ row, rect.col, 1, rect.cols }, hints_key(keys[i].name));
		canvas_text(canvas, rect, row++, rect.col + 4, ROLE_QUIET, 0, keys[i].words);
	}
	return count;
}

static void column_words(struct app *app, struct sheet *sheet)
{
	struct lesson_screen *screen = lesson_of(app);
	const struct lesson_step *step = lecture_step(&screen->lecture);
	char words[640];
	if (lesson_shows(screen) == SHOWS_AFTER) {
		lesson_after(screen, sheet);
		return;
	}
	sheet_document(sheet, &step->prose);
	lesson_editor(screen, sheet);
	sheet_gap(sheet);
	if (step->question)
		sheet_words(sheet, ROLE_TITLE, 0, "%s", step->question);
	sheet_gap(sheet);
	sheet_marked(sheet, glyph_text(GLYPH_HEAD), ROLE_FOCUS, ROLE_FOCUS, 0, "%s", lesson_task(screen, app, (int)sizeof words, words, sizeof words));
	lesson_hints(screen, sheet);
}

static void column_draw(struct app *app, struct canvas *canvas)
{
	struct lesson_screen *screen = lesson_of(app);
	int width = column_width(canvas->cols);
	struct rect inside = { 0, 2, canvas->rows - 1, width - 5 }, edge = { 0, width - 1, canvas->rows, 1 };
	struct sheet sheet;
	for (int row = 0; row < canvas->rows; row++)
		canvas_put(canvas, edge, row, width - 1, glyph(GLYPH_WALL_V), ROLE_RULE, 0);
	canvas_text_cut(canvas, inside, 0, 2, inside.cols, ROLE_TITLE, ATTR_BOLD, screen->lesson->title);
	int col = lesson_dots_draw(screen, canvas, inside, 1, 2) + 2;
	canvas_print(canvas, inside, 1, col, ROLE_QUIET, 0, _("step %zu of %zu"), screen->lecture.at + 1, screen->lesson->step_count);
	int keys = column_keys(app, canvas, inside);
	struct rect body = { 3, 2, inside.rows - keys - 4, inside.cols };
	sheet_begin(&sheet, body.cols);
	column_words(app, &sheet);
	lesson_scrolled_draw(screen, canvas, body, &sheet);
	sheet_release(&sheet);
}

/* ---- the card ---- */

static void card_foot(const struct app *app, char *to, size_t size)
{
	const struct lesson_screen *screen = app->front_data;
	char enter[32];
	int used = snprintf(to, size, _("%s go on"), keymap_name("\6", enter, sizeof enter));
	if (again_words(app))
		used += snprintf(to + used, size - (size_t)used, "   r %s", again_words(app));
	if (lesson_by_figures(lecture_step(&screen->lecture)))
		used += snprintf(to + used, size - (size_t)used, "   p %s", _("settings"));
	if (hint_words(screen))
		used += snprintf(to + used, size - (size_t)used, "   h %s", hint_words(screen));
	snprintf(to + used, size - (size_t)used, "   %s", _("Esc look at the run"));
}

static void card_draw(struct app *app, struct canvas *canvas)
{
	struct lesson_screen *screen = lesson_of(app);
	char foot[160], title[128];
	int cols = canvas->cols - 2 < CARD_COLS ? canvas->cols - 2 : CARD_COLS, most = canvas->rows - LESSON_STRIP_ROWS - 4;
	struct sheet sheet;
	sheet_begin(&sheet, cols - 6);
	lesson_after(screen, &sheet);
	card_foot(app, foot, sizeof foot);
	snprintf(title, sizeof title, "%s", _("what came of it"));
	int rows = sheet.rows + 2 < most ? sheet.rows + 2 : most;
	struct rect in = box_draw_above(canvas, canvas->rows - 3, rows, cols, title, foot);
	lesson_scrolled_draw(screen, canvas, in, &sheet);
	sheet_release(&sheet);
}

/* Hints over a run that goes on. */
static void hints_over_draw(struct app *app, struct canvas *canvas)
{
	struct lesson_screen *screen = lesson_of(app);
	int cols = canvas->cols - 2 < CARD_COLS ? canvas->cols - 2 : CARD_COLS, most = canvas->rows - LESSON_STRIP_ROWS - 4;
	struct sheet sheet;
	sheet_begin(&sheet, cols - 6);
	lesson_hints(screen, &sheet);
	if (screen->trouble.text[0])
		sheet_words(&sheet, ROLE_QUIET, 0, "%s", screen->trouble.text);
	int rows = sheet.rows + 2 < most ? sheet.rows + 2 : most;
	struct rect in = box_draw_above(canvas, canvas->rows - 3, rows, cols, _("hints"), hint_words(screen) ? _("F6 one more   Esc back to the run") : _("Esc back to the run"));
	lesson_scrolled_draw(screen, canvas, in, &sheet);
	sheet_release(&sheet);
}

void lesson_beside_draw(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	if (has_column(app->canvas.cols)) {
		column_draw(app, &app->canvas);
		return;
	}
	strip_draw(app, &app->canvas);
	if (lesson_shows(screen) == SHOWS_AFTER && !screen->folded)
		card_draw(app, &app->canvas);
	else if (screen->hinting)
		hints_over_draw(app, &app->canvas);
}
