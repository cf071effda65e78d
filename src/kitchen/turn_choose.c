/* turn_choose.c - who goes next, and the log of who did.
 *
 * Choosing goes by these rules, in this order, and each is the same on every engine:
 *   1. who was woken from a join, then who was just made, in order, runs up to its first action: that is no step;
 *   2. who sleeps and is due wakes: no step either;
 *   3. among those at the gate whose action is possible, and devices that are due, the policy chooses: a step;
 *   4. when there is none, the clock jumps to the next sleeper or device;
 *   5. when there is none of these either, nobody can go on.
 * When the last task has ended the run is over: devices do nothing more.
 * A schedule string may name a sleeper or a device that is not due: the clock then jumps to it. On the loop, those of 1 and 2 are
 * what the policy chooses among, and a step is the stretch that follows.
 *
 * What always holds: at most one worker moves while Lua runs; the chooser runs when none does, so it needs no lock. */
#include "kitchen/turn_inner.h"

#include "kitchen/always.h"
#include "kitchen/device.h"
#include "kitchen/explore.h"
#include "kitchen/possible.h"
#include "kitchen/probe.h"
#include "kitchen/turn_hand.h"
#include "kitchen/turn_inherit.h"
#include "kitchen/wait.h"

#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>

/* ---- the log ---- */

static void log_step(uint32_t worker)
{
	struct turn *t = turn();
	if (turn_counting())
		return;
	clock_virtual_step(&arena->clock);
	t->left -= t->left > 0 && t->left != UINT32_MAX;
	probe(worker_at(worker), KIND_STEP, 0, 0, (uint32_t)t->steps + 1, 0);
	if (t->steps == t->log_size) {
		uint32_t size = t->log_size ? t->log_size * 2 : 256;
		uint32_t *log = arena_alloc(size * sizeof *log);
		if (!log) {
			arena_fail("no memory is left in the kitchen for the schedule of so long a run");
			return;
		}
		if (t->steps)
			memcpy(log, t->log, t->steps * sizeof *log);
		arena_free(t->log, t->log_size * sizeof *log);
		t->log = log;
		t->log_size = size;
	}
	t->log[t->steps++] = worker;
}

/* ---- choosing ---- */

static struct worker *let_go(struct worker *worker)
{
	place_set(worker, TURN_MOVES);
	turn()->with = worker->id;
	return worker;
}

/* Those who run before anybody takes a step; on the loop only sleepers that are due become ready. */
static struct worker *choose_free(void)
{
	uint64_t now = clock_kitchen_ns(&arena->clock);
	struct worker *worker;
	if (!turn()->cooperative) {
		if ((worker = look_first_at(TURN_READY)) || (worker = look_first_at(TURN_NEWBORN)))
			return let_go(worker);
		worker = look_first_at(TURN_ASLEEP);
		return worker && (worker->stand.due_ns <= now || turn_counting()) ? let_go(worker) : NULL;
	}
	while ((worker = look_first_at(TURN_ASLEEP)) && (worker->stand.due_ns <= now || turn_counting()))
		turn_ready(worker);
	return NULL;
}

/* A chosen worker takes its step; a device's is done here and now (NULL). *killed: its process is killed instead (--kill). */
static struct worker *take_step(uint32_t id, bool *killed)
{
	struct worker *worker = worker_at(id);
	if (worker->role != ROLE_OF_DEVICE && ++worker->stand.steps == worker->kill_at) {
		turn()->with = id;
		*killed = true;
		atomic_store(&turn()->lent, turn()->cooperative);
		kill(atomic_load(&worker->pid), SIGKILL); /* the calling process, or another: the kitchen process sees it and chooses, from now on */
		return NULL;
	}
	log_step(id);
	if (turn()->last && turn()->last != id)
		worker_at(turn()->last)->stand.yielded = false;
	turn()->last = turn()->stepper = id;
	if (worker->role == ROLE_OF_DEVICE) {
		struct device *device = worker->own;
		device->step(device, turn_counting() ? device_due(device) : clock_kitchen_ns(&arena->clock), false);
		return NULL;
	}
	worker->stand.yielded |= worker->stand.action.verb == KIND_YIELD;
	return let_go(worker);
}

/* The clock jumps to what is due next; false when nothing is. */
static bool jump(void)
{
	uint64_t due = look_due_ns();
	if (due == DEVICE_NEVER)
		return false;
	clock_virtual_to(&arena->clock, due);
	return true;
}

/* Nobody can go on: say for each what it waits for, and end the run. */
static void deadlock(void)
{
	if (atomic_load(&arena->alive) == 0 || atomic_load(&arena->failed))
		return;
	for (uint32_t id = 1; id < workers_end(); id++) {
		struct worker *worker = worker_at(id);
		if (place_of(worker) != TURN_AT_GATE || (worker->role == ROLE_OF_POOL && worker->stand.action.verb == KIND_CALL))
			continue;
		worker->reason = (uint8_t)action_reason(&worker->stand.action, worker, &worker->peer);
		worker->object = worker->stand.action.object;
		atomic_store(&worker->state, WORKER_WAITS);
		if (!turn()->exploring)
			probe(worker, KIND_WAIT, worker->object, 0, worker->reason, worker->peer);
	}
	arena->outcome = OUTCOME_DEADLOCK;
	if (turn()->exploring)
		return;
	atomic_store_explicit(&arena->ended, 1, memory_order_release);
	eventfd_write(arena->devices.eventfd, 1);
}

/* Whether what must always hold holds after the step that was taken, if one was. */
bool turn_holds(void)
{
	if (!wait_in_floor)
		return true; /* the kitchen process has no Lua: whoever chooses next looks */
	uint32_t stepper = turn()->stepper;
	turn()->stepper = 0;
	return !arena->broken && (!stepper || always_hold(worker_at(stepper)));
}

/* On the loop the first to become ready is served first: order them so, for the policy that takes the first. */
static void order_ready(uint32_t *able, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		for (uint32_t j = i; j > 0 && worker_at(able[j])->stand.ready_order < worker_at(able[j - 1])->stand.ready_order; j--) {
			uint32_t swapped = able[j];
			able[j] = able[j - 1];
			able[j - 1] = swapped;
		}
}

/* Who moves next when every schedule is counted; NULL at a run's end, or where it is cut short. */
struct worker *turn_choose_explored(void)
{
	uint32_t able[ABLE_MAX], count, chosen;
	struct worker *worker = NULL;
	while (!worker) {
		if (!turn_holds() || atomic_load(&arena->alive) == 0)
			return NULL;
		if (atomic_load(&arena->failed))
			return NULL;
		if ((worker = choose_free()))
			return worker;
		if ((count = look_able(able)) == 0) {
			deadlock();
			return NULL;
		}
		if (!(chosen = explore_choose(able, count)))
			return NULL;
		worker = take_step(chosen, &(bool){ false });
	}
	return worker;
}

/* Who moves next; NULL when nobody does. */
struct worker *turn_choose(void)
{
	for (;;) {
		uint32_t able[ABLE_MAX], count, chosen = 0;
		bool open = false, killed = false;
		struct worker *worker;
		if (!turn_holds())
			return NULL;
		if (atomic_load(&arena->alive) == 0) {
			if (arena->engine->yields) /* on threads turn_end has looked */
				follow_over();
			return NULL;
		}
		if (atomic_load(&arena->failed))
			return NULL;
		if ((worker = choose_free()))
			return worker;
		count = look_able(able);
		if (turn()->cooperative)
			order_ready(able, count);
		if (turn()->by_hand && !hand_orders() && (count || look_due_ns() != DEVICE_NEVER)) {
			hand_tell(able, count, false);
			if (!wait_in_floor) { /* the kitchen process must not wait: see turn_attend */
				turn()->vacant = true;
				return NULL;
			}
			if (!hand_wait())
				return NULL;
			continue;
		}
		if (hand_tells_passing())
			hand_tell(able, count, true);
		uint32_t wanted = policy_wanted(&turn()->policy, &open);
		if (turn()->policy.name == POLICY_INHERIT)
			inherit_first(able, count);
		if (count)
			chosen = policy_choose(&turn()->policy, able, count);
		if (chosen && (worker = take_step(chosen, &killed)))
			return worker;
		if (killed && !turn()->cooperative)
			return NULL;
		if (killed) {
			lend_await();
			continue;
		}
		if (chosen)
			continue;
		if (wanted) {
			if (!follow_string(wanted, open) && !turn()->by_hand)
				return NULL;
		} else if (!jump()) {
			deadlock();
			return NULL;
		}
	}
}
