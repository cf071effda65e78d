/* permit.h - the permit of a runner that has a thread of its own, be it in this process or another: a futex word in shared memory.
 *
 * Engines whose workers each have a thread take their park and unpark from here. */
#ifndef LUNCHRUSH_ENGINE_PERMIT_H
#define LUNCHRUSH_ENGINE_PERMIT_H

#include "engine/engine.h"

/* Before any worker. */
void permit_open(const struct engine_host *host);

/* The engine's verbs of the same names. */
void permit_park(struct runner *runner);
void permit_unpark(struct runner *runner);
void permit_unpark_outside(struct runner *runner, struct inbox *inbox);
void permit_yield(struct runner *runner);

#endif
