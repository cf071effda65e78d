/* crew.h - the kitchen process watches the processes of the workers: it knows at once when one dies.
 *
 * The kitchen process did not fork them, so it holds a pidfd of each. One that dies in the middle of its worker's life is mended (mend.h). */
#ifndef LUNCHRUSH_KITCHEN_CREW_H
#define LUNCHRUSH_KITCHEN_CREW_H

#include "trace/error.h"

#include <stdbool.h>

/* Before the floor is forked. */
int crew_open(struct error *error);
/* The descriptor to poll for reading: something has died. */
int crew_fd(void);
/* Watch those who are new, and see to those who died. Often: whenever the bell rang or crew_fd is readable. */
void crew_turn(void);

/* Kill, stop, let go on the process of the worker of that name or letter: SIGKILL, SIGSTOP, SIGCONT. False when there is no such worker, or it is no process of its own. */
bool crew_signal(const char *name, int signal);

/* The run is over: none is left when this returns. */
void crew_end(void);

#endif
