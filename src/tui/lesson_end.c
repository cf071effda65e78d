/* lesson_end.c - the last page: what was done, what was foretold rightly, and where to go from here. */
#include "tui/lesson_inner.h"

#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <string.h>

#define WAYS_MOST 10
#define COLS 70

/* Where one may go: the lesson that comes next first. */
struct way {
	char link[READER_LINK];
	char title[128];
	bool next;
};

static struct shelf *shelf_of(struct lesson_screen *screen)
{
	if (!screen->shelf)
		screen->shelf = shelf_read(screen->plan.data_dir, screen->plan.language);
	return screen->shelf;
}

static void way_title(struct lesson_screen *screen, struct way *way)
{
	struct shelf *shelf = shelf_of(screen);
	const struct shelf_lesson *lesson = shelf && !strncmp(way->link, "lesson:", 7) ? shelf_named(shelf, way->link + 7) : NULL;
	const char *name = strchr(way->link, ':') ? strchr(way->link, ':') + 1 : way->link;
	if (lesson)
		snprintf(way->title, sizeof way->title, _("lesson: %s"), lesson->card.title);
	else if (!strncmp(way->link, "recipe:", 7))
		snprintf(way->title, sizeof way->title, _("recipe: %.90s"), name);
	else if (!strncmp(way->link, "word:", 5))
		snprintf(way->title, sizeof way->title, _("word: %.90s"), name);
	else
		snprintf(way->title, sizeof way->title, "%.90s", name);
}

static bool has_way(const struct way *ways, int count, const char *link)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(ways[i].link, link))
			return true;
	return false;
}

static int ways_of(struct lesson_screen *screen, struct way ways[WAYS_MOST])
{
	struct shelf *shelf = shelf_of(screen);
	const struct shelf_lesson *next = shelf ? shelf_next(shelf, screen->plan.progress) : NULL;
	int count = 0;
	if (next && strcmp(next->card.name, screen->lesson->name)) {
		snprintf(ways[count].link, sizeof ways->link, "lesson:%.80s", next->card.name);
		ways[count++].next = true;
	}
	for (int i = 0; i < screen->lesson->more_count && count < WAYS_MOST; i++) {
		if (has_way(ways, count, screen->lesson->more[i]))
			continue;
		ways[count].next = false;
		snprintf(ways[count++].link, sizeof ways->link, "%s", screen->lesson->more[i]);
	}
	for (int i = 0; i < count; i++)
		way_title(screen, &ways[i]);
	return count;
}

/* ---- drawing ---- */

static bool judged(const struct lesson_screen *screen, const struct lesson_step *step, struct progress_answer *answer)
{
	return step->ask != ASK_NOTHING && progress_answer(screen->plan.progress, screen->lesson->name, step->name, answer) && answer->judged;
}

static void step_words(const struct lesson_screen *screen, struct sheet *sheet, const struct lesson_step *step)
{
	struct progress_answer answer;
	bool done = progress_step_done(screen->plan.progress, screen->lesson->name, step->name);
	char words[40], said[200] = "";
	snprintf(words, sizeof words, "%s", step->name);
	for (char *at = words; *at; at++)
		*at = *at == '-' ? ' ' : *at;
	if (judged(screen, step, &answer))
		snprintf(said, sizeof said, answer.right ? _("%s foretold") : _("%s came otherwise"), glyph_text(answer.right ? GLYPH_ENDED : GLYPH_DEAD));
	sheet_marked(sheet, glyph_text(done ? GLYPH_RUNNING : GLYPH_WAITING), done ? ROLE_GOOD : ROLE_QUIET, done ? ROLE_TEXT : ROLE_QUIET, 0, "%-20s  %s", words, said);
}

/* What is chosen stands above what may be long: so it is seen on a small terminal. */
static void end_words(struct lesson_screen *screen, struct sheet *sheet)
{
	const struct lesson *lesson = screen->lesson;
	struct way ways[WAYS_MOST];
	int right, given, count = ways_of(screen, ways);
	size_t done = progress_steps_done(screen->plan.progress, lesson->name);
	sheet_marked(sheet, glyph_text(GLYPH_ENDED), ROLE_GOOD, ROLE_GOOD, ATTR_BOLD, done == lesson->step_count ? _("You are through: %s") : _("The end of: %s"), lesson->title);
	lecture_score(lesson, screen->plan.progress, &right, &given);
	if (given)
		sheet_words(sheet, ROLE_TEXT, 0, _("  %zu of %zu steps done, %d of %d predictions right."), done, lesson->step_count, right, given);
	else
		sheet_words(sheet, ROLE_TEXT, 0, _("  %zu of %zu steps done."), done, lesson->step_count);
	sheet_gap(sheet);
	if (count)
		sheet_words(sheet, ROLE_TITLE, ATTR_BOLD, "%s", _("Where to go from here"));
	screen->chosen = screen->chosen < count ? screen->chosen : 0;
	for (int i = 0; i < count; i++)
		sheet_marked(sheet, i == screen->chosen ? glyph_text(GLYPH_HEAD) : " ", ROLE_FOCUS, i == screen->chosen ? ROLE_FOCUS : ROLE_TEXT, i == screen->chosen ? ATTR_BOLD : 0,
			ways[i].next ? _("%s   (next in the course)") : "%s", ways[i].title);
	sheet_gap(sheet);
	sheet_words(sheet, ROLE_TITLE, ATTR_BOLD, "%s", _("What you did"));
	for (size_t i = 0; i < lesson->step_count; i++)
		step_words(screen, sheet, &lesson->steps[i]);
}

void lesson_end_draw(struct lesson_screen *screen, struct canvas *canvas)
{
	int cols = canvas->cols - 10 < COLS ? canvas->cols - 10 : COLS;
	struct rect body = { 3, (canvas->cols - cols) / 2, canvas->rows - 5, cols }, row = { canvas->rows - 1, 2, 1, canvas->cols - 4 };
	const struct lesson_key keys[] = {
		{ "\3 \4", _("choose"), 1 }, { "PgDn", screen->top + screen->room < screen->rows ? _("more") : NULL, 3 }, { "\6", _("go there"), 0 }, { "\5", _("back to the last step"), 2 }, { "Esc", _("leave"), 0 },
	};
	struct sheet sheet;
	lesson_head_draw(screen, canvas);
	sheet_begin(&sheet, cols);
	end_words(screen, &sheet);
	lesson_scrolled_draw(screen, canvas, body, &sheet);
	sheet_release(&sheet);
	lesson_keys_draw(canvas, row, keys, sizeof keys / sizeof *keys, &screen->places);
	if (screen->trouble.text[0])
		canvas_text_cut(canvas, (struct rect){ row.row - 1, 2, 1, row.cols }, row.row - 1, 2, row.cols, ROLE_BAD, 0, screen->trouble.text);
}

bool lesson_end_key(struct app *app, int key)
{
	struct lesson_screen *screen = lesson_of(app);
	struct way ways[WAYS_MOST];
	int count = ways_of(screen, ways);
	switch (key) {
	case KEYS_UP: screen->chosen = count ? (screen->chosen + count - 1) % count : 0; return true;
	case KEYS_TAB:
	case KEYS_DOWN: screen->chosen = count ? (screen->chosen + 1) % count : 0; return true;
	case KEYS_ENTER:
		if (count)
			lesson_follow(app, ways[screen->chosen].link);
		else
			app_leave(app);
		return true;
	default: return false;
	}
}
