/* present.h - a lesson on a projector: large, sparse, without a word about keys; a front (front.h) on the core of a lesson (lesson/lecture.h).
 *
 * A clicker alone gives the whole talk: next shows the next point, then the question, then starts the run, takes its steps, and at last shows what follows. Nothing of it is stored:
 * a class's bets are not the teacher's progress. */
#ifndef LUNCHRUSH_TUI_PRESENT_H
#define LUNCHRUSH_TUI_PRESENT_H

#include "lesson/lecture.h"

#include <stdbool.h>

struct present;

extern const struct front present_front;

/* Begin at `step` (NULL: with the title). The lesson is borrowed; `find` finds recipes (lecture.h). `address`: whether second terminals may follow (`notes`). NULL with words. The
 * front's data: tui_options.front_data. */
struct present *present_new(const struct lesson *lesson, const char *step, lecture_find *find, bool address, struct error *error);
void present_free(struct present *present);

/* Whether all that this step shows fits on a screen of this size; else -1 with words on the first thing that does not. */
int present_fits(const struct lesson *lesson, const struct lesson_step *step, int rows, int cols, struct error *error);

#endif
