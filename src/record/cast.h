/* cast.h - writing a recording of a terminal: asciicast v2 or v3, a line an event (https://docs.asciinema.org/manual/asciicast/v2/ and …/v3/).
 *
 * Each line is given to the system whole, by one write: whatever happens to the program, the file is one of whole lines. A line that the disk takes only in part is taken back, where the
 * file lets itself be cut. After the first failure nothing more is written, and cast_close says what it was. Times go from 0 and never back. One thread. */
#ifndef LUNCHRUSH_RECORD_CAST_H
#define LUNCHRUSH_RECORD_CAST_H

#include "trace/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cast;

struct cast_head {
	int rows, cols;
	bool v3;
	double idle_s;      /* players cut longer pauses to this; 0: not said */
	const char *title;  /* "" or NULL: none */
	int64_t at_s;       /* seconds since 1970; 0: not said, and so the same every time */
	const json_t *own;  /* what `replay` needs to take over: the key "x-lunchrush", which players pass over; NULL none */
};

/* Create the file and write the header; "-" is stdout. With `fresh` a file that is there is an error, else it is replaced. NULL with words. */
struct cast *cast_new(const char *path, bool fresh, const struct cast_head *head, struct error *error);

/* Bytes for the terminal: whole characters of UTF-8. */
void cast_output(struct cast *cast, uint64_t time_ns, const char *bytes, size_t length);
/* A place to jump to; one line of clean text. */
void cast_mark(struct cast *cast, uint64_t time_ns, const char *label);
void cast_resize(struct cast *cast, uint64_t time_ns, int rows, int cols);
/* The end: what was shown last stands until then. How the program ended only v3 knows. */
void cast_exit(struct cast *cast, uint64_t time_ns, int status);

/* Whether all was written so far. */
bool cast_is_whole(const struct cast *cast);
/* Bytes written. */
uint64_t cast_bytes(const struct cast *cast);
/* Close and free. -1 with words when not all could be written. */
int cast_close(struct cast *cast, struct error *error);

#endif
