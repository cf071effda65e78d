/* shelf.h - which lessons there are: DATA/lessons, then $XDG_DATA_HOME/lunchrush/lessons (a person's own). */
#ifndef LUNCHRUSH_LESSON_SHELF_H
#define LUNCHRUSH_LESSON_SHELF_H

#include "lesson/lesson.h"
#include "lesson/progress.h"

struct shelf_lesson {
	struct lesson_card card;
	char wrong[320]; /* it cannot be loaded: FILE:LINE: why; "" */
};

struct shelf {
	struct shelf_lesson *lessons; /* by order, then by name; owned */
	size_t count;
};

/* Folders without a lesson.ini are left out. NULL only when memory is out. */
struct shelf *shelf_read(const char *data_dir, const char *language);
void shelf_free(struct shelf *shelf);

/* By the name that `list` prints; NULL. */
const struct shelf_lesson *shelf_named(const struct shelf *shelf, const char *name);
/* A lesson that a person names: a name, or the path of a folder (it holds a '/'), or of a file in it. -1 with words that name a near one. */
int shelf_find(const char *data_dir, const char *typed, char folder[1024], struct error *error);
/* What to do next: the one begun last and not done; else the first in order, not done, whose needs are done; NULL when all is done. */
const struct shelf_lesson *shelf_next(const struct shelf *shelf, const struct progress *progress);

#endif
