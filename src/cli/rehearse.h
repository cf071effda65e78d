/* rehearse.h - a lesson run through before a class sees it: every step, in its order, on this machine, for a screen of this size. */
#ifndef LUNCHRUSH_CLI_REHEARSE_H
#define LUNCHRUSH_CLI_REHEARSE_H

#include "lesson/lesson.h"

#include <stdio.h>

/* From the step of that name on (NULL: the first), as present.c would. A line a step to `to`: "ok NAME" or "FAIL NAME: why". Rows and columns of 0: those of this terminal, else 24 × 80.
 * Returns the program's exit status: EXIT_DONE, or EXIT_WRONG when anything would fail. */
int rehearse(const struct lesson *lesson, const char *step, int rows, int cols, const char *theme, FILE *to);

#endif
