/* outlook.h - what the count of all schedules says of a moment: how many of those that follow fail. Plain data. */
#ifndef LUNCHRUSH_TUI_OUTLOOK_H
#define LUNCHRUSH_TUI_OUTLOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OUTLOOK_NEXT 64

/* What the count of all schedules says of the moment shown; counts in decimal. */
struct outlook {
	bool known, before_known;
	enum outlook_beyond { OUTLOOK_WITHIN, OUTLOOK_MORE, OUTLOOK_TOO_MANY } beyond; /* there are more than were counted: how many fail is not known; when asked, it counts on, or cannot */
	size_t steps;                  /* the moment it is of: after so many steps … */
	uint64_t hash;                 /* … of this run */
	char schedules[40], failing[40];               /* from here on */
	char before_schedules[40], before_failing[40]; /* a step ago */
	uint32_t next_count;
	struct outlook_next {
		uint32_t worker;
		char schedules[40], failing[40]; /* once it is chosen */
	} next[OUTLOOK_NEXT];
};

/* What follows once the worker is chosen; NULL where that is not known. */
const struct outlook_next *outlook_of(const struct outlook *outlook, uint32_t worker);

enum outlook_grade { OUTLOOK_GOOD, OUTLOOK_OPEN, OUTLOOK_BAD };
/* Whether none of so many schedules fails, some do, or all; counts in decimal. */
enum outlook_grade outlook_grade(const char *schedules, const char *failing);

/* How many of so many schedules fail, in words that need at most so many columns, into to[size]; returns to. The counts go first where there is no room for all, then
 * the noun: it is never cut. Where even the shortest is wider, "". */

/* "from here 12 of 20 schedules fail", "from here all 6 schedules fail", "from here < 0.1 % fail". */
char *outlook_from_here(const char *schedules, const char *failing, int columns, char *to, size_t size);
/* "a step ago 30 of 40". */
char *outlook_before(const char *schedules, const char *failing, int columns, char *to, size_t size);
/* "too many schedules to count beside: F3 counts on". */
char *outlook_beyond(enum outlook_beyond beyond, int columns, char *to, size_t size);
/* What follows one choice, below the words "what fails then": "12 of 20 fail", "all fail", "60 %". */
char *outlook_then(const char *schedules, const char *failing, int columns, char *to, size_t size);

#endif
