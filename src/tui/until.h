/* until.h - what a policy goes on to: a value, or a line. `visits == 2`, `#orders > 3`, `line 14`, `A line 14`. */
#ifndef LUNCHRUSH_TUI_UNTIL_H
#define LUNCHRUSH_TUI_UNTIL_H

#include "stage/stage.h"
#include "trace/error.h"

enum until_what { UNTIL_NOTHING, UNTIL_VALUE, UNTIL_LENGTH, UNTIL_LINE };
enum until_than { UNTIL_EQUAL, UNTIL_OTHER, UNTIL_LESS, UNTIL_MORE, UNTIL_AT_MOST, UNTIL_AT_LEAST };

/* Zero-initialised: nothing. Plain data. */
struct until {
	enum until_what what;
	enum until_than than;
	char name[64];   /* of the object */
	char text[64];   /* value: the word to compare with, as it is read */
	double number;   /* … as a number, NAN when it is none */
	uint32_t index;  /* value: the element, from 1; 0: the object itself */
	uint32_t line;   /* of the recipe */
	uint32_t worker; /* line: whose next action is to be there; 0: anybody's */
};

/* Read it; names are checked against what the stage knows. -1 with words that say what would be right. */
int until_read(struct until *until, const char *text, const struct stage *stage, struct error *error);
/* Whether it holds: a value as it is, a line when the next action of the worker is there. */
bool until_holds(const struct until *until, const struct stage *stage);
/* "visits == 2" into to[size]; returns to. */
char *until_words(const struct until *until, char *to, size_t size);

#endif
