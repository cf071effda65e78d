/* turn_follow.c - the schedule string asks for a worker: what is done, or said, when it is not able. */
#include "kitchen/turn_inner.h"

#include "kitchen/device.h"
#include "kitchen/possible.h"
#include "kitchen/report.h"
#include "kitchen/texts.h"
#include "kitchen/turn_hand.h"

/* The string asks for a worker that can take no step. */
static void stray(const struct worker *worker, const char *letter)
{
	unsigned long long step = (unsigned long long)turn()->steps + 1;
	if (turn()->by_hand) {
		hand_stray(worker);
		return;
	}
	const char *name = texts_get(worker->name, NULL);
	enum worker_state state = atomic_load(&worker->state);
	bool stands = place_of(worker) == TURN_AT_GATE;
	uint32_t peer = worker->peer;
	enum reason reason = stands ? action_reason(&worker->stand.action, worker, &peer) : (enum reason)worker->reason;
	const struct object *object = object_at(stands ? worker->stand.action.object : worker->object);
	const struct worker *other = reason == REASON_WORKER_JOIN || !object ? worker_at(peer) : NULL;
	if (worker->role == ROLE_OF_DEVICE)
		arena_fail("step %llu of the schedule is %s, but %s has nothing to do then", step, letter, name);
	else if (state == WORKER_ENDED || state == WORKER_FAILED)
		arena_fail("step %llu of the schedule is %s, but %s has ended", step, letter, name);
	else
		arena_fail("step %llu of the schedule is %s, but %s cannot go on: it waits for %s%s", step, letter, name, report_reason(reason),
			   other ? texts_get(other->name, NULL) : object ? texts_get(object->name, NULL) : "");
}

/* The string asks for a worker that was never made. */
static void nobody(uint32_t wanted)
{
	char letter[12], last[12];
	arena_fail("step %llu of the schedule is %s, but there is no such worker%s: the last is %s", (unsigned long long)turn()->steps + 1,
		   worker_letter(wanted, letter), turn()->steps ? " yet" : "", worker_letter(workers_end() - 1, last));
}

/* All tasks have ended, and with them the run. What the string still asks for nobody can do. */
void follow_over(void)
{
	bool open = false;
	char letter[12];
	uint32_t wanted;
	if (turn()->by_hand || atomic_load(&arena->failed) || arena->broken)
		return;
	while ((wanted = policy_wanted(&turn()->policy, &open)) && wanted < workers_end() && (open || atomic_load(&worker_at(wanted)->state) == WORKER_KILLED))
		policy_skip(&turn()->policy);
	if (wanted >= workers_end())
		nobody(wanted);
	else if (wanted)
		arena_fail("step %llu of the schedule is %s, but all tasks have ended", (unsigned long long)turn()->steps + 1, worker_letter(wanted, letter));
}

/* The string's worker is not able: jump to it, pass over `A*`, or say what is wrong. True when there is something new to choose from. */
bool follow_string(uint32_t wanted, bool open)
{
	char letter[12];
	struct worker *worker = worker_at(wanted);
	if (open && wanted < workers_end()) {
		policy_skip(&turn()->policy);
		return true;
	}
	if (wanted < workers_end() && atomic_load(&worker->state) == WORKER_KILLED) {
		policy_skip(&turn()->policy); /* the string is of a run in which it lived on */
		return true;
	}
	worker_letter(wanted, letter);
	if (wanted >= workers_end()) {
		if (turn()->by_hand)
			hand_stray(worker_at(0));
		else
			nobody(wanted);
		return false;
	}
	uint64_t due = worker->role == ROLE_OF_DEVICE ? device_due(worker->own) : place_of(worker) == TURN_ASLEEP ? worker->stand.due_ns : DEVICE_NEVER;
	if (due == DEVICE_NEVER) {
		stray(worker, letter);
		return false;
	}
	clock_virtual_to(&arena->clock, due);
	return true;
}
