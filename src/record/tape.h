/* tape.h - what is done for a recording: a text file, a line an act.
 *
 *   # a comment                     size 90x30 · theme light           (these two before all others)
 *   key s                           a key: one sign, or Enter Esc Tab Shift-Tab Space Backspace Delete Up Down Left Right Home End PgUp PgDn F1 … F10 Ctrl-X
 *   type AB                         each sign of it, at a pace one can follow
 *   pause 2s                        also 500ms
 *   wait settled                    nothing moves, and the kitchen is over or asks who goes next
 *   wait over                       the run is over and its end is shown
 *   wait step NAME                  the lesson has come to that step
 *   wait served >= 5                a condition as in lesson.ini (lesson/condition.h), of the moment that is shown
 *   walk                            the usual way: a lesson from page to page, a run step by step or as it plays, to its end
 *   caption "…" · chapter "…"       words over the last row ("" : none), a place to jump to
 *
 * Each wait may end in `within 90s`: after that it is a mistake; 60 s where nothing is said. One thread. */
#ifndef LUNCHRUSH_RECORD_TAPE_H
#define LUNCHRUSH_RECORD_TAPE_H

#include "trace/error.h"

#include <stddef.h>
#include <stdint.h>

#define TAPE_LINES_MAX 10000
#define TAPE_TEXT 240
#define TAPE_ROWS_MIN 24 /* smaller screens only say that they are */
#define TAPE_COLS_MIN 80
#define TAPE_SIZE_MAX 500

enum tape_do { TAPE_KEY, TAPE_TYPE, TAPE_PAUSE, TAPE_WAIT_SETTLED, TAPE_WAIT_OVER, TAPE_WAIT_STEP, TAPE_WAIT_UNTIL, TAPE_WALK, TAPE_CAPTION, TAPE_CHAPTER };

struct condition;

struct tape_line {
	enum tape_do what;
	int line;                    /* in the file */
	int key;                     /* TAPE_KEY: a code point or enum key_code */
	char text[TAPE_TEXT];        /* TYPE, STEP, CAPTION, CHAPTER; KEY: as written; clean */
	uint64_t ns;                 /* PAUSE; waits: at most */
	struct condition *condition; /* UNTIL; owned */
};

struct tape {
	char name[256];              /* for words: the file's; "" the usual one */
	struct tape_line *lines;     /* owned */
	size_t count;
	int rows, cols;              /* 0: not said */
	char theme[256];             /* "" not said */
	int theme_line;              /* … and where; 0 */
};

/* Read it. NULL with words, FILE:LINE first. */
struct tape *tape_load(const char *path, struct error *error);
struct tape *tape_read(const char *name, const char *text, size_t length, struct error *error);
void tape_free(struct tape *tape);

/* "90x30". -1 with words. */
int tape_size(const char *text, int *rows, int *cols, struct error *error);

#endif
