/* settle.h - stop a worker's process between two things that it does, not in the midst of one.
 *
 * Within the few instructions in which a worker holds a guard, what others see of the kitchen is half done: killed there it would take an order out of a queue and
 * never tell of it; stopped there it would keep everybody else waiting, the kitchen process too. A person's kill or stop is a worker's, not an instruction's. */
#ifndef LUNCHRUSH_KITCHEN_SETTLE_H
#define LUNCHRUSH_KITCHEN_SETTLE_H

#include "kitchen/worker.h"

/* Stop the worker's process (SIGSTOP) where it is amid nothing. False when that cannot be had: the process is gone, or cannot be stopped within two seconds; it
 * may then be stopped anywhere. Kitchen process only. */
bool settle(const struct worker *worker);

/* The calling worker begins, ends something that is to be whole and is guarded by nothing. */
static inline void amid_begin(struct worker *worker) { atomic_store(&worker->amid, 1); }
static inline void amid_end(struct worker *worker) { atomic_store_explicit(&worker->amid, 0, memory_order_release); }

#endif
