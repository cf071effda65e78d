/* turn.c - see turn.h.
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
#include "kitchen/turn.h"

#include "kitchen/always.h"
#include "kitchen/device.h"
#include "kitchen/explore.h"
#include "kitchen/gil.h"
#include "kitchen/possible.h"
#include "kitchen/probe.h"
#include "kitchen/turn_hand.h"
#include "kitchen/report.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"
#include "trace/launch.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

#define ABLE_MAX 4096 /* that a policy chooses among; more stand in line */

static struct turn *turn(void)
{
	return &arena->turn;
}

/* Whether all choices are to be tried. */
static bool counting(void)
{
	return turn()->exploring && !turn()->again;
}

static enum turn_place place_of(const struct worker *worker)
{
	return atomic_load_explicit(&worker->stand.place, memory_order_acquire);
}

static void place_set(struct worker *worker, enum turn_place place)
{
	atomic_store_explicit(&worker->stand.place, (uint8_t)place, memory_order_release);
}

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
		return error_set(error, "there is no policy '%s'; there are round-robin, random and fifo", launch->policy);
	t->controlled = true;
	t->cooperative = yields;
	t->with = 1; /* the main task begins */
	t->policy.name = (uint8_t)name;
	t->policy.random = launch->seed;
	clock_virtual(&arena->clock);
	return launch->schedule ? open_string(launch->schedule, error) : 0;
}

/* ---- the log ---- */

static void log_step(uint32_t worker)
{
	struct turn *t = turn();
	if (counting())
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

char *turn_schedule(void)
{
	return turn()->controlled ? schedule_write(turn()->log, turn()->steps) : NULL;
}

/* ---- looking round ---- */

static uint32_t workers_end(void)
{
	return atomic_load_explicit(&arena->worker_count, memory_order_acquire);
}

/* Once all tasks have ended and all calls are done the run is over: a pool's workers do nothing more, be they ready. */
static bool gone_home(const struct worker *worker)
{
	return worker->role == ROLE_OF_POOL && atomic_load(&arena->alive) == 0;
}

/* The worker at `place` that comes first: by `ready_order` if ready, by due time if asleep, else by id. */
static struct worker *first_at(enum turn_place place)
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

/* Those who can take a step now, in order of creation; a worker that has yielded, and would again before anybody else has taken a step, only if nobody
 * else can. */
static uint32_t find_able(uint32_t able[ABLE_MAX])
{
	uint64_t now = clock_kitchen_ns(&arena->clock);
	uint32_t count = 0, shy = 0;
	for (uint32_t id = 1; id < workers_end() && count < ABLE_MAX; id++) {
		struct worker *worker = worker_at(id);
		if (worker->role == ROLE_OF_DEVICE) {
			if (device_due(worker->own) <= now || (counting() && device_due(worker->own) != DEVICE_NEVER))
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
		if ((worker = first_at(TURN_READY)) || (worker = first_at(TURN_NEWBORN)))
			return let_go(worker);
		worker = first_at(TURN_ASLEEP);
		return worker && (worker->stand.due_ns <= now || counting()) ? let_go(worker) : NULL;
	}
	while ((worker = first_at(TURN_ASLEEP)) && (worker->stand.due_ns <= now || counting()))
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
		kill(atomic_load(&worker->pid), SIGKILL); /* the calling process, or another: the kitchen process sees it and chooses, from now on */
		return NULL;
	}
	log_step(id);
	if (turn()->last && turn()->last != id)
		worker_at(turn()->last)->stand.yielded = false;
	turn()->last = turn()->stepper = id;
	if (worker->role == ROLE_OF_DEVICE) {
		struct device *device = worker->own;
		device->step(device, counting() ? device_due(device) : clock_kitchen_ns(&arena->clock), false);
		return NULL;
	}
	worker->stand.yielded |= worker->stand.action.verb == KIND_YIELD;
	return let_go(worker);
}

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
static void over(void)
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
static bool follow(uint32_t wanted, bool open)
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

/* When the next sleeper or device is due; DEVICE_NEVER: none is. */
static uint64_t jump_ns(void)
{
	struct worker *sleeper = first_at(TURN_ASLEEP);
	uint64_t due = sleeper ? sleeper->stand.due_ns : DEVICE_NEVER;
	for (uint32_t id = 1; id < workers_end(); id++)
		if (worker_at(id)->role == ROLE_OF_DEVICE && device_due(worker_at(id)->own) < due)
			due = device_due(worker_at(id)->own);
	return due;
}

/* The clock jumps to what is due next; false when nothing is. */
static bool jump(void)
{
	uint64_t due = jump_ns();
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
static bool holds(void)
{
	if (!wait_in_floor)
		return true; /* the kitchen process has no Lua: whoever chooses next looks */
	uint32_t stepper = turn()->stepper;
	turn()->stepper = 0;
	return !arena->broken && (!stepper || always_hold(worker_at(stepper)));
}

/* Who moves next when every schedule is counted; NULL at a run's end, or where it is cut short. */
static struct worker *choose_explored(void)
{
	uint32_t able[ABLE_MAX], count, chosen;
	struct worker *worker = NULL;
	while (!worker) {
		if (!holds() || atomic_load(&arena->alive) == 0)
			return NULL;
		if ((worker = choose_free()))
			return worker;
		if (atomic_load(&arena->failed))
			return NULL;
		if ((count = find_able(able)) == 0) {
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
static struct worker *choose(void)
{
	for (;;) {
		uint32_t able[ABLE_MAX], count, chosen = 0;
		bool open = false, killed = false;
		struct worker *worker;
		if (!holds())
			return NULL;
		if (atomic_load(&arena->alive) == 0) {
			if (wait_engine->yields) /* on threads turn_end has looked */
				over();
			return NULL;
		}
		if ((worker = choose_free()))
			return worker;
		if (atomic_load(&arena->failed))
			return NULL;
		count = find_able(able);
		if (turn()->cooperative)
			order_ready(able, count);
		if (turn()->by_hand && !hand_orders() && (count || jump_ns() != DEVICE_NEVER)) {
			hand_tell(able, count, false);
			if (!wait_in_floor) { /* the kitchen process must not wait: see turn_attend */
				turn()->vacant = true;
				return NULL;
			}
			hand_wait();
			continue;
		}
		if (hand_tells_passing())
			hand_tell(able, count, true);
		uint32_t wanted = policy_wanted(&turn()->policy, &open);
		if (count)
			chosen = policy_choose(&turn()->policy, able, count);
		if (chosen && (worker = take_step(chosen, &killed)))
			return worker;
		if (killed)
			return NULL;
		if (chosen)
			continue;
		if (wanted) {
			if (!follow(wanted, open) && !turn()->by_hand)
				return NULL;
		} else if (!jump()) {
			deadlock();
			return NULL;
		}
	}
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
}

void turn_enter(void)
{
	atomic_fetch_add_explicit(&turn()->moving, 1, memory_order_relaxed);
}

void turn_leave(void)
{
	if (atomic_fetch_sub_explicit(&turn()->moving, 1, memory_order_acq_rel) != 1 || wait_engine->yields)
		return;
	bool ringless = !probe_ring && probe_open(); /* a thread that has ended has given its ring back, and may still be the one to choose */
	struct worker *worker = choose();
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
	if (wait_engine->yields || atomic_load_explicit(&turn()->moving, memory_order_acquire) != 1)
		return;
	bool ringless = !probe_ring && probe_open();
	if (holds() && atomic_load(&arena->alive) == 1)
		over();
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
	struct worker *worker = counting() ? choose_explored() : choose();
	return worker ? &worker->runner : NULL;
}

/* ---- what the kitchen process calls ---- */

static void take_over(void)
{
	turn()->vacant = false;
	if (atomic_load(&arena->ended) || atomic_load(&arena->failed))
		return;
	struct worker *worker = choose();
	if (!worker)
		return;
	turn_enter();
	wait_engine->unpark_outside(&worker->runner, &arena->floor);
}

void turn_lost(const struct worker *dead)
{
	if (turn()->with == dead->id)
		atomic_store(&turn()->moving, 0);
	if (turn()->with == dead->id || turn()->vacant)
		take_over();
	else
		hand_look_again();
}

void turn_attend(void)
{
	if (turn()->vacant)
		take_over();
}
