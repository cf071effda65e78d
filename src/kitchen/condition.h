/* condition.h - a condition: workers who have its lock wait here until another, who has the lock then, tells them that something has changed.
 *
 * Waiting is two steps: `condition_wait` lets the lock go and queues the worker up, in one; `condition_reacquire` goes on once the worker was notified
 * and has the lock again. First come, first told. A notify that finds nobody queued up is heard by nobody. All of it is guarded by the lock's guard, since
 * only the lock's holder may wait or notify. Any worker of any process. */
#ifndef LUNCHRUSH_KITCHEN_CONDITION_H
#define LUNCHRUSH_KITCHEN_CONDITION_H

#include "kitchen/lock.h"

#define CONDITION_ALL UINT32_MAX

struct condition {
	struct object object;   /* its own guard is not used */
	struct lock *lock;
	uint32_t tickets;       /* handed out so far; a worker's place in line is its `ticket` (worker.h) */
	uint32_t notified;      /* tickets below this one were told */
	struct waiters waiters; /* those of the line who are parked */
};

/* NULL when there are too many objects. */
struct condition *condition_new(uint32_t name, struct lock *lock);
/* Let the lock go and queue up; *depth becomes how often the worker had it. LOCK_OK or LOCK_NOT_MINE. */
enum lock_result condition_wait(struct condition *condition, struct worker *worker, uint32_t *depth);
/* Have the lock again, `depth` times: LOCK_OK, or LOCK_WAIT (not notified yet, or another has the lock: park, and try again). */
enum lock_result condition_reacquire(struct condition *condition, struct worker *worker, uint32_t depth);
/* Tell the first `count` in line, CONDITION_ALL: everybody. LOCK_OK or LOCK_NOT_MINE. */
enum lock_result condition_notify(struct condition *condition, struct worker *worker, uint32_t count);
/* Whether reacquire would go on now without waiting. */
bool condition_can_reacquire(struct condition *condition, const struct worker *worker);

/* The worker is dead: it is in line no more (MENDED). Kitchen process. */
void condition_mend(struct condition *condition, struct worker *dead);

#endif
