/* aloud.h - `learn --plain`: a whole lesson in lines, for a voice or a pipe. Nothing is drawn over, no sign stands for a word, and each state is said.
 *
 * A pipe with answers drives it: a line for each prompt. The end of what is typed ends the lesson; what was done is kept. */
#ifndef LUNCHRUSH_CLI_ALOUD_H
#define LUNCHRUSH_CLI_ALOUD_H

#include "cli/learn.h"

#define ALOUD_COLUMNS 80      /* where there is no terminal */
#define ALOUD_COLUMNS_MIN 20

/* Go through learn->lesson, from learn->step. Returns the program's exit status: 130 when Ctrl-C ended it. */
int aloud_lesson(const struct learn *learn, struct progress *progress);

#endif
