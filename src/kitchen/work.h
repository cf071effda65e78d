/* work.h - using the CPU for a measured time. */
#ifndef LUNCHRUSH_KITCHEN_WORK_H
#define LUNCHRUSH_KITCHEN_WORK_H

#include "kitchen/worker.h"

/* Use kitchen_ns kitchen nanoseconds of CPU time (at the present pace; a change is followed) in the calling thread. Stands still while held,
 * hands the GIL over when asked, ends early when the worker is to stop. Returns the CPU time really used, ns. */
uint64_t work_burn(struct worker *worker, uint64_t kitchen_ns);

#endif
