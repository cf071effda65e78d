/* mend.h - a worker's process has died in the middle of its life: what it held is given back, and those who wait for it go on.
 *
 * Only on engines whose workers are processes of their own. Kitchen process only. */
#ifndef LUNCHRUSH_KITCHEN_MEND_H
#define LUNCHRUSH_KITCHEN_MEND_H

#include "kitchen/worker.h"

/* `dead` was ended by a signal (0: it exited by itself). Tells KILLED, then what is mended (MENDED, LOST, RETRY), then its end, and under control lets
 * the next one be chosen if the dead had the turn. */
void mend(struct worker *dead, int signal);

#endif
