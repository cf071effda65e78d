/* present_votes.h - what a class bets on: how many hands went up for each answer.
 *
 * Typed as one line, while hands are counted: "14 9 3" for the choices in their order, or answers with their counts, "a: 14 c: 3", "4: 12 2: 5". What cannot be read
 * is left out, and said. Knows no terminal. */
#ifndef LUNCHRUSH_TUI_PRESENT_VOTES_H
#define LUNCHRUSH_TUI_PRESENT_VOTES_H

#include "lesson/lesson.h"
#include "trace/error.h"

#include <stdbool.h>

#define VOTES_MAX 8
#define VOTES_COUNT_MAX 9999u
#define VOTES_LINE 96

struct vote {
	char answer[24]; /* "a", "4", "BCA" */
	unsigned count;
	bool right;      /* once the run has shown it */
};

struct votes {
	struct vote list[VOTES_MAX];
	int count;
	bool judged;     /* `right` is known */
};

/* Read a line for this step's question. -1 with words about the first thing that is wrong; what could be read is in `votes` all the same. */
int votes_read(struct votes *votes, const struct lesson_step *step, const char *line, struct error *error);
/* "a: 14  b: 9  c: 3" into to[size]; "" when nobody voted; returns to. */
char *votes_text(const struct votes *votes, char *to, size_t size);
/* The answer with the most hands; NULL when nobody voted, or two have as many. */
const struct vote *votes_most(const struct votes *votes);
unsigned votes_all(const struct votes *votes);
/* How many for this answer. */
unsigned votes_of(const struct votes *votes, const char *answer);

#endif
