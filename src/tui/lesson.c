/* lesson.c - the life of a lesson on the screen, and the slots of its front.
 *
 * The lecture (lesson/lecture.h) says where one is; this shows it. What always holds: `runs` is true exactly while the app shows the run of the present step, and a run
 * is ended before another step is shown. */
#include "tui/lesson_inner.h"

#include "trace/tongue.h"
#include "tui/help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lesson_screen *lesson_screen_new(const struct lesson_plan *plan)
{
	struct lesson_screen *screen = calloc(1, sizeof *screen);
	if (!screen)
		return NULL;
	screen->plan = *plan;
	screen->link = -1;
	screen->words = word_card_new(plan->data_dir);
	return screen;
}

void lesson_screen_free(struct lesson_screen *screen)
{
	if (!screen)
		return;
	if (screen->sides)
		sides_free(screen->sides);
	lesson_code_release(&screen->code);
	word_card_free(screen->words);
	if (screen->reader)
		reader_free(screen->reader);
	shelf_free(screen->shelf);
	lesson_free(screen->lesson);
	free(screen);
}

void lesson_turned(struct lesson_screen *screen)
{
	screen->top = screen->room = screen->rows = 0;
	screen->link = -1;
	screen->typed[0] = screen->trouble.text[0] = screen->mended[0] = '\0';
	screen->over = screen->folded = screen->hinting = screen->code_asked = false;
	screen->chosen = 0;
}

int lesson_screen_open(struct lesson_screen *screen, const char *typed, const char *step, struct error *error)
{
	char folder[1024];
	struct lecture lecture;
	if (shelf_find(screen->plan.data_dir, typed, folder, error))
		return -1;
	struct lesson *lesson = lesson_load(folder, screen->plan.language, error);
	if (!lesson)
		return -1;
	if (lecture_begin(&lecture, lesson, screen->plan.progress, step, error)) {
		lesson_free(lesson);
		return -1;
	}
	lesson_free(screen->lesson);
	screen->lesson = lesson;
	screen->lecture = lecture;
	screen->leads[0] = '\0';
	screen->reads = false;
	lesson_code_release(&screen->code);
	lesson_turned(screen);
	return 0;
}

const char *lesson_screen_leads(const struct lesson_screen *screen)
{
	return screen->leads;
}

enum lesson_shows lesson_shows(const struct lesson_screen *screen)
{
	const struct lecture *lecture = &screen->lecture;
	if (lecture->finished)
		return SHOWS_END;
	if (lecture->side == LECTURE_PAGE || screen->over)
		return SHOWS_PAGE;
	if (!screen->runs)
		return lecture->side == LECTURE_AFTER ? SHOWS_WORDS : SHOWS_PAGE;
	return lecture->side == LECTURE_AFTER ? SHOWS_AFTER : SHOWS_RUN;
}

void lesson_follow(struct app *app, const char *link)
{
	struct lesson_screen *screen = lesson_of(app);
	if (!strncmp(link, "word:", 5)) {
		word_card_open(screen->words, link);
	} else if (!strncmp(link, "lesson:", 7)) {
		char name[READER_LINK];
		snprintf(name, sizeof name, "%s", link + 7); /* the link may be of the lesson that goes */
		if (lesson_screen_open(screen, name, NULL, &screen->trouble) == 0)
			lesson_run_end(app);
	} else if (!strncmp(link, "page:", 5) && screen->plan.pages.page) {
		if (!screen->reader)
			screen->reader = reader_new(&screen->plan.pages);
		screen->reads = screen->reader != NULL;
		if (screen->reads)
			reader_open(screen->reader, link, true);
	} else {
		snprintf(screen->leads, sizeof screen->leads, "%s", link);
		app_leave(app);
	}
}

/* ---- slots ---- */

/* Where one left may be a run: it is started anew from its page. */
static int lesson_opened(struct app *app, struct error *error)
{
	struct lesson_screen *screen = lesson_of(app);
	screen->leads[0] = '\0';
	if (!screen->lesson)
		return error_set(error, "no lesson is open");
	return 0;
}

static void lesson_closed(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	lesson_run_left(app);
	if (screen->lesson && screen->lecture.side == LECTURE_RUN)
		lecture_back(&screen->lecture); /* shown again, it begins at its page */
}

static bool draw_own(struct app *app, uint64_t now_ns, bool *moving)
{
	struct lesson_screen *screen = lesson_of(app);
	enum lesson_shows shows = lesson_shows(screen);
	(void)now_ns;
	(void)moving;
	screen->places.count = 0;
	screen->code.at = (struct rect){ 0 };
	lesson_keep_untold(app);
	if (screen->reads) {
		reader_draw(screen->reader, &app->canvas, (struct rect){ 0, 0, app->canvas.rows, app->canvas.cols });
		return true;
	}
	if (shows == SHOWS_RUN || shows == SHOWS_AFTER)
		return false;
	if (shows == SHOWS_END)
		lesson_end_draw(screen, &app->canvas);
	else
		lesson_page_draw(screen, &app->canvas);
	word_card_draw(screen->words, &app->canvas);
	if (screen->help)
		screen->help_top = help_page_draw(&app->canvas, &lesson_help, screen->help_top);
	return true;
}

static void draw_over(struct app *app, uint64_t now_ns, bool *moving)
{
	struct lesson_screen *screen = lesson_of(app);
	(void)now_ns;
	(void)moving;
	lesson_beside_draw(app);
	word_card_draw(screen->words, &app->canvas);
}

const struct front lesson_front = {
	.name = "lesson",
	.open = lesson_opened,
	.close = lesson_closed,
	.draw = draw_own,
	.place = lesson_place,
	.draw_over = draw_over,
	.key = lesson_key,
	.wheel = lesson_wheel,
	.types = lesson_types,
	.help = &lesson_help_beside,
	.work = lesson_run_work,
};
