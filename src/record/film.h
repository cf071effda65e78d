/* film.h - a recording of a terminal (asciicast v2 or v3) read again: what its screen showed at a moment.
 *
 * The file may be anybody's: lines that are not right end it there, with words; sizes are bounded; what its bytes do beyond moving, colouring and clearing is passed over. Pauses are as
 * players cut them (idle_time_limit). One thread. */
#ifndef LUNCHRUSH_RECORD_FILM_H
#define LUNCHRUSH_RECORD_FILM_H

#include "record/picture.h"
#include "trace/error.h"

#include <stddef.h>

struct film;

/* A place to jump to. */
struct film_mark {
	double time_s;
	const char *label; /* clean */
};

/* Whether the file's first line begins as a recording's does. False also where it cannot be read, and of a pipe, which could be read only once. */
bool film_is_one(const char *path);
/* NULL with words: it cannot be read, or is no recording. A wrong line ends it: film_damage. */
struct film *film_load(const char *path, struct error *error);
void film_free(struct film *film);

/* "FILE:LINE: words", "" none. */
const char *film_damage(const struct film *film);
/* Clean; "" it has none. */
const char *film_title(const struct film *film);
int film_rows(const struct film *film);
int film_cols(const struct film *film);
double film_end_s(const struct film *film);
const struct film_mark *film_marks(const struct film *film, size_t *count);
/* The name of the lesson it is of, as `record` has put it there; "" none. Clean. */
const char *film_lesson(const struct film *film);
/* The file's lines, up to the first that is wrong. */
const char *film_bytes(const struct film *film, size_t *length);

/* What was shown at that moment; the film's own, until the next call. */
const struct picture *film_at(struct film *film, double time_s);

#endif
