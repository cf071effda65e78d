/* uncaught.h - errors that nobody catches: whether each ends the run or, as with Python's threads, only the task that raised it, and what is known of those
 * tasks afterwards.
 *
 * recipe{uncaught = "task"} wants the second. The run goes on then, and has failed in the end; where somebody waits for what the task would have done, nobody can go
 * on. The main task's error ends the run in any case, and so does one that no recipe can catch (memory, an endless loop, time is up). */
#ifndef LUNCHRUSH_KITCHEN_UNCAUGHT_H
#define LUNCHRUSH_KITCHEN_UNCAUGHT_H

#include "kitchen/worker.h"

#include <jansson.h>

/* The worker's task ends alone, for the reason in that text: noted, and the orders in its hands are lost. Before its end is told; by itself. */
void uncaught_note(struct worker *worker, uint32_t text);

/* [{"worker":…,"error":…}…]: the first tasks that ended alone, in order of creation. */
json_t *uncaught_report(void);

/* The first worker that will never be done with something it took from that queue, for it has failed or was killed; 0 none. */
uint32_t uncaught_taker(uint16_t queue);

/* "worker 2, who took one, has failed", "worker 2 and 1 more, who took one each, are gone": why nothing more happens at the queue; NULL where nobody is to blame. */
const char *uncaught_cause(uint16_t queue, char *to, size_t size);

/* "wash bowls, who was to work with it, was killed": who is dead and would have come to that object, at which somebody waits for that reason (enum reason); NULL where
 * nobody is known to. */
const char *uncaught_missing(uint16_t object, unsigned reason, char *to, size_t size);

#endif
