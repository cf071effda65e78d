/* projector_word.h - what a presentation and those who follow it say to each other: a JSON object on a line.
 *
 *   presentation to notes   {"presentation":1,"lesson":"visits","title":"The Visit Counter","step":"two-waiters","number":1,"steps":8,"side":"question","shown":"…","notes":"…",
 *                            "coming":"…","votes":"a: 14  b: 9","blank":false,"can_vote":true,"began":1763831579,"minutes":15}
 *   notes to presentation   {"do":"next"}  {"do":"previous"}  {"do":"blank"}  {"do":"vote","votes":"14 9 3"}
 *
 * `shown` and `notes` are of several lines. Both ends check what comes: types, lengths, and clean text. Knows no socket. */
#ifndef LUNCHRUSH_TUI_PROJECTOR_WORD_H
#define LUNCHRUSH_TUI_PROJECTOR_WORD_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROJECTOR_ORDER_BYTES 512
#define PROJECTOR_WORD_BYTES (128u << 10) /* of a line, its end with it */

enum projector_do { PROJECTOR_NEXT, PROJECTOR_PREVIOUS, PROJECTOR_BLANK, PROJECTOR_VOTE, PROJECTOR_DO_COUNT };

struct projector_order {
	enum projector_do what;
	char votes[96];
};

/* Write it with its line's end; returns its length. */
size_t projector_order_write(const struct projector_order *order, char to[PROJECTOR_ORDER_BYTES]);
/* -1 when it is none. */
int projector_order_read(struct projector_order *order, const char *line, size_t length);

struct projector_word {
	char lesson[64], title[96], step[40], side[24];
	int number, steps;      /* which step of how many; 0 before the first */
	char shown[2048], notes[16384], coming[512], votes[160];
	bool blank, can_vote;
	int64_t began;          /* seconds since 1970 */
	int minutes;            /* that the lesson is meant to take; 0 not said */
};

/* One line without its end, to be freed; NULL when memory is out. */
char *projector_word_write(const struct projector_word *word);
/* -1 with words when it is none. */
int projector_word_read(struct projector_word *word, const char *line, size_t length, struct error *error);

#endif
