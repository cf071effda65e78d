/* lesson_wheel.c - the wheel in a lesson: the page, the recipe beside it, the column, the card over a run; else it is for a pane of the run. */
#include "tui/lesson_inner.h"

#include "paper/key.h"
#include "tui/wheel.h"

/* What lies over everything and takes up and down. */
static bool is_covered(const struct lesson_screen *screen)
{
	return word_card_is_open(screen->words) || screen->reads || screen->help;
}

static bool is_within(struct rect rect, const struct input_key *at)
{
	return at->row >= rect.row && at->row < rect.row + rect.rows && at->col >= rect.col && at->col < rect.col + rect.cols;
}

/* Beside a run: whether the pointer is over words of the lesson. */
static bool is_over_words(const struct app *app, const struct input_key *at)
{
	const struct lesson_screen *screen = app->front_data;
	if (app->place.col > 0)
		return at->col < app->place.col;
	return screen->hinting || (lesson_shows(screen) == SHOWS_AFTER && !screen->folded);
}

bool lesson_wheel(struct app *app, const struct input_key *key)
{
	struct lesson_screen *screen = lesson_of(app);
	int rows = wheel_direction(key) * WHEEL_ROWS;
	enum lesson_shows shows = lesson_shows(screen);
	if (is_covered(screen)) {
		for (int i = 0; i < WHEEL_ROWS; i++)
			lesson_key(app, &(struct input_key){ .key = rows < 0 ? KEYS_UP : KEYS_DOWN });
		return true;
	}
	if ((shows == SHOWS_RUN || shows == SHOWS_AFTER) && !is_over_words(app, key))
		return false;
	if (shows == SHOWS_PAGE && is_within(screen->code.at, key)) {
		lesson_code_move(&screen->code, rows);
		return true;
	}
	screen->top = screen->top + rows < 0 ? 0 : screen->top + rows; /* the frame knows where it ends */
	return true;
}
