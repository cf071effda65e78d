/* turn_inherit.c - see turn_inherit.h.
 *
 * Ranks are the order of creation: who was made first is the highest. Instead of lending ranks and taking them back, each choice asks from the top: the highest
 * worker, if it can go on, else who has the lock that it waits for, else who has the lock that one waits for. That is the rank that protocols lend, worked
 * out anew at each step, so there is nothing to give back. A circle of locks is a deadlock: nobody in it is able, and the walk ends after as many holders as there are workers. */
#include "kitchen/turn_inherit.h"

#include "kitchen/lock.h"
#include "kitchen/possible.h"
#include "kitchen/turn_inner.h"

#include <string.h>

/* Who has the lock that this worker waits for; 0: it waits for none. On threads it stands at the gate with its try, on the loop it waits in the lock's line. */
static uint32_t holder_before(const struct worker *worker)
{
	uint32_t peer = 0;
	if (place_of(worker) == TURN_AT_GATE)
		return worker->stand.waits && action_reason(&worker->stand.action, worker, &peer) == REASON_LOCK ? peer : 0;
	struct object *object = atomic_load(&worker->state) == WORKER_WAITS && worker->reason == REASON_LOCK ? object_at(worker->object) : NULL;
	return object ? lock_holder((struct lock *)object) : 0;
}

/* The place of `id` among the able; `count`: it is not there. */
static uint32_t place_among(const uint32_t *able, uint32_t count, uint32_t id)
{
	uint32_t place = 0;
	while (place < count && able[place] != id)
		place++;
	return place;
}

void inherit_first(uint32_t *able, uint32_t count)
{
	for (uint32_t top = 1; top < workers_end(); top++) {
		uint32_t id = top, place = place_among(able, count, id);
		for (uint32_t links = workers_end(); id && place == count && links > 0; links--)
			if ((id = holder_before(worker_at(id))))
				place = place_among(able, count, id);
		if (place == count)
			continue;
		memmove(able + 1, able, place * sizeof *able);
		able[0] = id;
		return;
	}
}
