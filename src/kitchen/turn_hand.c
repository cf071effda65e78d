/* turn_hand.c - see turn_hand.h.
 *
 * An order of one worker's steps is followed as a schedule string of one item, so that `A*`, sleepers and devices mean the same as in a string.
 * The chooser waits in whichever worker stopped last; it holds no guard and no GIL. */
#include "kitchen/turn_hand.h"

#include "engine/futex.h"
#include "kitchen/device.h"
#include "kitchen/possible.h"
#include "kitchen/probe.h"

#include <limits.h>

#define LOOK_AGAIN UINT32_MAX /* an order for nobody */
#define PASSING_STEPS 2000u   /* steps and workers up to which next actions are told in passing: 66,000 events at most, of 32 bytes */
#define PASSING_WORKERS 33u

static struct turn *turn(void)
{
	return &arena->turn;
}

/* ---- orders ---- */

/* Orders given together are seen together: one that cannot be followed must find those after it, to forget them. False when there is no room for all. */
static bool give(const struct turn_order *orders, uint32_t count)
{
	struct turn *t = turn();
	uint32_t given = atomic_load_explicit(&t->orders_given, memory_order_relaxed);
	if (count > TURN_ORDERS - (given - atomic_load_explicit(&t->orders_taken, memory_order_acquire)))
		return false;
	for (uint32_t i = 0; i < count; i++)
		t->orders[(given + i) % TURN_ORDERS] = orders[i];
	atomic_store_explicit(&t->orders_given, given + count, memory_order_release);
	futex_wake(&t->orders_given, INT_MAX);
	return true;
}

bool turn_order_schedule(const char *text)
{
	struct schedule schedule;
	struct error error;
	struct turn_order orders[TURN_ORDERS];
	if (!turn()->by_hand || schedule_read(&schedule, text, &error) != 0)
		return false;
	bool all = schedule.count <= TURN_ORDERS;
	for (size_t i = 0; i < schedule.count && all; i++)
		orders[i] = (struct turn_order){ .worker = schedule.items[i].worker, .steps = schedule.items[i].steps };
	all = all && give(orders, (uint32_t)schedule.count);
	schedule_release(&schedule);
	return all;
}

bool turn_order_policy(const char *name, uint32_t steps)
{
	enum policy_name policy = policy_named(name);
	return turn()->by_hand && policy != POLICY_COUNT && give(&(struct turn_order){ .steps = steps, .policy = (uint8_t)policy }, 1);
}

#define OPEN_STEPS 10000u /* of `A*` in one go: who looks again and again may never wait */

static void begin(const struct turn_order *order)
{
	struct turn *t = turn();
	if (!order->worker) {
		t->policy.name = order->policy;
		t->left = order->steps ? order->steps : UINT32_MAX;
		return;
	}
	t->hand = (struct schedule_item){ order->worker, order->steps };
	t->policy.items = &t->hand;
	t->policy.item_count = 1;
	t->policy.item = t->policy.taken = 0;
}

bool hand_orders(void)
{
	struct turn *t = turn();
	bool open;
	if (policy_wanted(&t->policy, &open) && open && t->policy.taken >= OPEN_STEPS)
		policy_skip(&t->policy); /* it may never wait: the person is asked anew */
	if (policy_wanted(&t->policy, &open))
		return true;
	uint32_t taken = atomic_load_explicit(&t->orders_taken, memory_order_relaxed);
	bool none = taken == atomic_load_explicit(&t->orders_given, memory_order_acquire);
	const struct turn_order *next = &t->orders[taken % TURN_ORDERS];
	if (!none && next->worker == LOOK_AGAIN) {
		atomic_store_explicit(&t->orders_taken, taken + 1, memory_order_release);
		return hand_orders();
	}
	if (t->left == UINT32_MAX && !none)
		t->left = 0;
	if (t->left || none)
		return t->left > 0;
	begin(next);
	atomic_store_explicit(&t->orders_taken, taken + 1, memory_order_release);
	return hand_orders();
}

void hand_stray(const struct worker *worker)
{
	struct turn *t = turn();
	uint32_t peer = 0;
	enum reason reason = REASON_NONE;
	bool stands = worker->id && atomic_load(&worker->stand.place) == TURN_AT_GATE;
	if (stands)
		reason = action_reason(&worker->stand.action, worker, &peer);
	probe(worker, KIND_STRAY, stands ? worker->stand.action.object : 0, 0, reason, peer);
	t->policy.item = t->policy.item_count;
	atomic_store_explicit(&t->orders_taken, atomic_load(&t->orders_given), memory_order_release);
}

/* ---- asking ---- */

static void tell_next(const struct worker *worker, enum kind kind, enum next_way way, enum reason reason, uint16_t object, uint64_t value)
{
	probe(worker, KIND_NEXT, object, 0, (uint32_t)kind | (uint32_t)way << 8 | (uint32_t)reason << 16, value);
}

static void tell_stand(const struct worker *worker, bool able)
{
	const struct action *action = &worker->stand.action;
	uint32_t peer = 0;
	switch (atomic_load_explicit(&worker->stand.place, memory_order_acquire)) {
	case TURN_AT_GATE:
		if (able) {
			tell_next(worker, action->verb, NEXT_CAN, REASON_NONE, action->object, action->value);
		} else {
			enum reason reason = worker->stand.waits ? action_reason(action, worker, &peer) : REASON_NONE;
			tell_next(worker, action->verb, NEXT_CANNOT, reason, action->object, peer);
		}
		break;
	case TURN_READY:
	case TURN_NEWBORN: tell_next(worker, KIND_RESUME, NEXT_CAN, REASON_NONE, 0, 0); break;
	case TURN_ASLEEP: tell_next(worker, KIND_AWAKE, NEXT_ASLEEP, REASON_NONE, 0, worker->stand.due_ns); break;
	default:
		if (atomic_load(&worker->state) == WORKER_WAITS)
			tell_next(worker, worker->reason == REASON_WORKER_JOIN ? KIND_JOINED : KIND_WAIT, worker->reason == REASON_WORKER_JOIN ? NEXT_JOINS : NEXT_CANNOT,
				  worker->reason, worker->object, worker->peer);
	}
}

void hand_tell(const uint32_t *able, uint32_t count, bool passing)
{
	struct turn *t = turn();
	uint32_t next = 0;
	uint32_t end = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	for (uint32_t id = 1; id < end; id++) {
		const struct worker *worker = worker_at(id);
		while (next < count && able[next] < id)
			next++;
		if (worker->role != ROLE_OF_DEVICE)
			tell_stand(worker, next < count && able[next] == id);
		else if (device_due(worker->own) != DEVICE_NEVER)
			tell_next(worker, KIND_AWAKE, NEXT_DEVICE, REASON_NONE, 0, device_due(worker->own));
	}
	probe(worker_at(0), KIND_ASK, 0, 0, passing, t->steps);
}

bool hand_tells_passing(void)
{
	return turn()->by_hand && turn()->steps < PASSING_STEPS && atomic_load_explicit(&arena->worker_count, memory_order_acquire) <= PASSING_WORKERS;
}

/* A process that was stopped here and goes on finds that another has chosen since; nobody is chosen without an order, so each order wakes it to look. */
bool hand_wait(void)
{
	struct turn *t = turn();
	uint32_t given, self = t->with;
	atomic_store_explicit(&t->waiting, self, memory_order_release);
	while (atomic_load_explicit(&t->waiting, memory_order_acquire) == self &&
	       (given = atomic_load_explicit(&t->orders_given, memory_order_acquire)) == atomic_load(&t->orders_taken))
		futex_wait(&t->orders_given, given, 0);
	return atomic_compare_exchange_strong(&t->waiting, &self, 0);
}

void hand_look_again(void)
{
	if (turn()->by_hand)
		give(&(struct turn_order){ .worker = LOOK_AGAIN }, 1);
}
