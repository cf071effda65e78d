/* lock.h - a lock: one worker at a time has it, and only that worker gives it back; a reentrant one it may take again.
 *
 * Who gives it back lets the first of those who wait go on, but does not hand it over: whoever tries first has it, and a woken worker that finds it
 * taken again waits again. At most one worker is on its way at a time, so that a lock that changes hands millions of times a second does not wake
 * the same sleepers over and over. Any worker of any process. */
#ifndef LUNCHRUSH_KITCHEN_LOCK_H
#define LUNCHRUSH_KITCHEN_LOCK_H

#include "kitchen/object.h"

enum lock_result {
	LOCK_OK,
	LOCK_WAIT,     /* on the waiting list: park, and try again */
	LOCK_TAKEN,    /* try: somebody has it, be it the worker itself */
	LOCK_MINE,     /* acquire: the worker has it already, and it is not reentrant */
	LOCK_NOT_MINE, /* release, wait, notify: the worker does not have it */
};

struct lock {
	struct object object;
	uint32_t holder;  /* worker, 0 nobody; guarded; watchers may read it when the run is over */
	uint32_t depth;   /* how often the holder has taken it */
	uint32_t on_way;  /* a worker that was let go on and has not tried again yet, 0 none */
	bool reentrant;
	struct waiters waiters;
};

/* NULL when there are too many objects. */
struct lock *lock_new(uint32_t name, bool reentrant);
/* With `wait` false LOCK_TAKEN instead of LOCK_WAIT. */
enum lock_result lock_acquire(struct lock *lock, struct worker *worker, bool wait);
enum lock_result lock_release(struct lock *lock, struct worker *worker);
/* The worker is dead: what it had is given back (MENDED), and it waits no more. Kitchen process. */
void lock_mend(struct lock *lock, struct worker *dead);
/* Whether acquire would go on now without waiting (be it with LOCK_MINE). */
bool lock_can_acquire(struct lock *lock, const struct worker *worker);
/* Who has it, 0 nobody. */
uint32_t lock_holder(struct lock *lock);

/* For conditions, guard held, nothing told but waiting and waking. Try for `worker`, who then has it `depth` times; LOCK_WAIT: it is on the lock's
 * waiting list. */
enum lock_result lock_take_guarded(struct lock *lock, struct worker *worker, uint32_t depth);
/* The holder lets it go, however often it has it. */
void lock_drop_guarded(struct lock *lock, const struct worker *worker);

#endif
