/* turn.c - see turn.h. Who is chosen, and by what rules, stands in turn_choose.c; here workers stop, and are let go. */
#include "kitchen/turn_inner.h"

#include "kitchen/explore.h"
#include "kitchen/gil.h"
#include "kitchen/probe.h"
#include "kitchen/turn_hand.h"
#include "kitchen/wait.h"
#include "trace/launch.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

static int open_string(const char *text, struct error *error)
{
	struct schedule schedule;
	if (schedule_read(&schedule, text, error) != 0)
		return -1;
	struct schedule_item *items = arena_alloc((schedule.count + 1) * sizeof *items);
	if (items)
		memcpy(items, schedule.items, schedule.count * sizeof *items);
	turn()->policy.items = items;
	turn()->policy.item_count = (uint32_t)schedule.count;
	schedule_release(&schedule);
	return items ? 0 : error_set(error, "no memory is left in the kitchen for the schedule");
}

int turn_open(const struct launch *launch, bool yields, struct error *error)
{
	struct turn *t = turn();
	if (!launch->schedule && !launch->policy[0] && !launch->explore)
		return 0;
	enum policy_name name = launch->policy[0] ? policy_named(launch->policy) : POLICY_ROUND_ROBIN;
	t->by_hand = strcmp(launch->policy, "hand") == 0;
	if (t->by_hand)
		name = POLICY_ROUND_ROBIN;
	if (name == POLICY_COUNT)
		return error_set(error, "there is no policy '%s'; there are round-robin, random, fifo, priority and inherit", launch->policy);
	t->controlled = true;
	t->cooperative = yields;
	t->with = 1; /* the main task begins */
	t->policy.name = (uint8_t)name;
	t->policy.random = launch->seed;
	clock_virtual(&arena->clock);
	return launch->schedule ? open_string(launch->schedule, error) : 0;
}

char *turn_schedule(void)
{
	return turn()->controlled ? schedule_write(turn()->log, turn()->steps) : NULL;
}

/* ---- what workers call ---- */

void turn_born(struct worker *worker)
{
	if (!turn_controlled(turn()))
		return;
	worker->seen[0] = worker_at(worker->parent)->seen[0] ^ worker->id;
	worker->seen[1] = worker_at(worker->parent)->seen[1] + worker->id;
	worker->stand.ready_order = ++turn()->order;
	place_set(worker, TURN_NEWBORN);
	if (turn()->exploring)
		explore_process_born(worker);
}

void turn_enter(void)
{
	atomic_fetch_add_explicit(&turn()->moving, 1, memory_order_relaxed);
}

void turn_leave(void)
{
	if (lend_borrows()) {
		lend_back();
		return;
	}
	if (atomic_fetch_sub_explicit(&turn()->moving, 1, memory_order_acq_rel) != 1 || wait_engine->yields)
		return;
	bool ringless = !probe_ring && probe_open(); /* a thread that has ended has given its ring back, and may still be the one to choose */
	struct worker *worker = turn_choose();
	if (ringless)
		probe_close();
	if (worker) {
		turn_enter();
		wait_engine->unpark(&worker->runner);
	}
}

/* Once the last has ended the main thread goes on to the expectations, without a chooser. Who ends has moved alone. */
void turn_end(void)
{
	if (turn()->cooperative || wait_engine->yields || atomic_load_explicit(&turn()->moving, memory_order_acquire) != 1)
		return;
	bool ringless = !probe_ring && probe_open();
	if (turn_holds() && atomic_load(&arena->alive) == 1)
		follow_over();
	if (ringless)
		probe_close();
}

void turn_ready(struct worker *worker)
{
	worker->stand.ready_order = ++turn()->order;
	place_set(worker, TURN_READY);
}

void turn_woken(struct worker *worker)
{
	if (worker->role != ROLE_OF_DEVICE)
		turn_ready(worker);
}

void turn_stand(struct worker *worker, struct action action, bool waits)
{
	worker->stand.action = action;
	worker->stand.waits = waits;
	place_set(worker, TURN_AT_GATE);
}

void turn_park(struct worker *worker)
{
	gil_leave(worker, false);
	turn_leave();
	wait_engine->park(&worker->runner);
	turn_begun(worker);
	gil_enter(worker);
}

void turn_wait(struct worker *worker, struct action action, bool waits)
{
	turn_stand(worker, action, waits);
	turn_park(worker);
}

void turn_sleep(struct worker *worker, uint64_t due_ns)
{
	worker->stand.due_ns = due_ns;
	place_set(worker, TURN_ASLEEP);
	if (!wait_engine->yields)
		turn_park(worker);
}

void turn_wait_birth(struct worker *worker)
{
	if (turn_controlled(turn()))
		wait_engine->park(&worker->runner);
}

bool turn_steps(const struct worker *worker)
{
	return worker->role != ROLE_OF_MAIN || atomic_load(&arena->alive) > 1;
}

struct runner *turn_next(void)
{
	struct worker *worker;
	while ((worker = turn_counting() ? turn_choose_explored() : turn_choose()) && worker->apart)
		lend_turn(worker);
	return worker ? &worker->runner : NULL;
}

/* ---- what the kitchen process calls ---- */

static void take_over(void)
{
	turn()->vacant = false;
	if (atomic_load(&arena->ended) || atomic_load(&arena->failed))
		return;
	struct worker *worker = turn_choose();
	if (!worker)
		return;
	turn_enter();
	arena->engine->unpark_outside(&worker->runner, &arena->floor);
}

void turn_lost(const struct worker *dead)
{
	if (turn()->cooperative && turn()->with == dead->id) {
		lend_back();
		return;
	}
	if (turn()->with == dead->id) {
		atomic_store(&turn()->moving, 0);
		atomic_store(&turn()->waiting, 0);
	}
	if (turn()->with == dead->id || turn()->vacant)
		take_over();
	else
		hand_look_again();
}

void turn_stopped(const struct worker *stopped)
{
	uint32_t waiting = stopped->id;
	if (atomic_compare_exchange_strong(&turn()->waiting, &waiting, 0))
		turn()->vacant = true;
}

void turn_attend(void)
{
	if (turn()->vacant)
		take_over();
}
