/* turn_look.c - looking round: who stands where, and what each could do. Asks objects whether an action is possible; changes nothing. */
#include "kitchen/turn_inner.h"

#include "kitchen/device.h"
#include "kitchen/possible.h"

/* Once all tasks have ended and all calls are done the run is over: a pool's workers do nothing more, be they ready. */
static bool gone_home(const struct worker *worker)
{
	return worker->role == ROLE_OF_POOL && atomic_load(&arena->alive) == 0;
}

struct worker *look_first_at(enum turn_place place)
{
	struct worker *first = NULL;
	for (uint32_t id = 1; id < workers_end(); id++) {
		struct worker *worker = worker_at(id);
		if (place_of(worker) != place || gone_home(worker))
			continue;
		if (!first || (place == TURN_READY && worker->stand.ready_order < first->stand.ready_order) ||
		    (place == TURN_ASLEEP && worker->stand.due_ns < first->stand.due_ns))
			first = worker;
	}
	return first;
}

uint32_t look_able(uint32_t able[ABLE_MAX])
{
	uint64_t now = clock_kitchen_ns(&arena->clock);
	uint32_t count = 0, shy = 0;
	for (uint32_t id = 1; id < workers_end() && count < ABLE_MAX; id++) {
		struct worker *worker = worker_at(id);
		if (worker->role == ROLE_OF_DEVICE) {
			if (device_due(worker->own) <= now || (turn_counting() && device_due(worker->own) != DEVICE_NEVER))
				able[count++] = id;
		} else if (gone_home(worker)) {
			continue;
		} else if (turn()->cooperative ? place_of(worker) == TURN_READY || place_of(worker) == TURN_NEWBORN
					       : place_of(worker) == TURN_AT_GATE && action_possible(&worker->stand.action, worker)) {
			if (worker->stand.yielded && worker->stand.action.verb == KIND_YIELD && !turn()->cooperative)
				shy = id;
			else
				able[count++] = id;
		}
	}
	if (count == 0 && shy)
		able[count++] = shy;
	return count;
}

uint64_t look_due_ns(void)
{
	struct worker *sleeper = look_first_at(TURN_ASLEEP);
	uint64_t due = sleeper ? sleeper->stand.due_ns : DEVICE_NEVER;
	for (uint32_t id = 1; id < workers_end(); id++)
		if (worker_at(id)->role == ROLE_OF_DEVICE && device_due(worker_at(id)->own) < due)
			due = device_due(worker_at(id)->own);
	return due;
}
