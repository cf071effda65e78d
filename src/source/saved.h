/* saved.h - a saved run taken in whole, for those who look at it from its end: exporters, comparisons. */
#ifndef LUNCHRUSH_SOURCE_SAVED_H
#define LUNCHRUSH_SOURCE_SAVED_H

#include "source/source.h"

struct saved {
	struct history *history; /* owned */
	struct info info;
};

/* Whether the file begins as a saved run does. False also where it cannot be read, and of a pipe, which could be read only once. */
bool saved_is_one(const char *path);
/* Read FILE to its end. -1 with words when it cannot be opened, is no trace, or holds no event; what is whole of a damaged one is taken, and `damage` has the words ("" else).
 * saved_release in any case. */
int saved_read(struct saved *saved, const char *path, struct error *damage, struct error *error);
void saved_release(struct saved *saved);

#endif
