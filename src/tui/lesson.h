/* lesson.h - a lesson on the screen: its page, its run with the task beside it, and what follows from it. A front (front.h) on the core of lesson/lecture.h.
 *
 * Made by the command line, which also says what is done after it is left: a recipe that a link leads to is run by its own verb, and the lesson goes on where it was. */
#ifndef LUNCHRUSH_TUI_LESSON_H
#define LUNCHRUSH_TUI_LESSON_H

#include "lesson/lecture.h"
#include "lesson/shelf.h"
#include "tui/front.h"
#include "tui/reader.h"

struct sides;
struct lesson_screen;

/* What it needs from outside; all borrowed. */
struct lesson_plan {
	struct progress *progress;
	const char *data_dir, *language;
	lecture_find *find;
	bool allow_commands; /* outside programs are started unasked */
	/* Kitchens side by side for a step that compares: of this launch on these engines ("sequential,threads"; "" : all that it runs on). New; NULL with words. */
	struct sides *(*compare)(const struct launch *launch, const char *engines, struct error *error);
	/* Pages that links lead to. */
	struct reader_source pages;
};

/* NULL when memory is out. */
struct lesson_screen *lesson_screen_new(const struct lesson_plan *plan);
void lesson_screen_free(struct lesson_screen *screen);

/* Begin a lesson (a name or a path) at a step, NULL: where one left. What was open is left. -1 with words, and then nothing has changed. */
int lesson_screen_open(struct lesson_screen *screen, const char *lesson, const char *step, struct error *error);

/* What a link leads to that is not shown here: "recipe:visits"; "" : the lesson was simply left. Good until it is shown again. */
const char *lesson_screen_leads(const struct lesson_screen *screen);

/* tui_options.front; the screen is its data. */
extern const struct front lesson_front;

#endif
