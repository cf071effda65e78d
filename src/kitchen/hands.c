/* hands.c - see hands.h. */
#include "kitchen/hands.h"

#include "kitchen/probe.h"
#include "kitchen/queue.h"

#include <string.h>

static bool is_order(uint32_t thing)
{
	return thing_is_number(thing) && thing_value(thing) >= 1 && thing_value(thing) <= atomic_load_explicit(&arena->numbers, memory_order_relaxed);
}

static void drop(struct hands *hands, uint32_t i)
{
	packed_free(&hands->hands[i].cargo.packed);
	memmove(&hands->hands[i], &hands->hands[i + 1], (hands->count - i - 1) * sizeof *hands->hands);
	hands->count--;
}

void hands_take(struct worker *worker, const struct cargo *cargo, uint16_t queue)
{
	if (!(arena->mends || arena->lone) || arena->turn.exploring || worker->role == ROLE_OF_DEVICE || !is_order(cargo->thing))
		return;
	if (!worker->hands && !(worker->hands = arena_alloc(sizeof *worker->hands)))
		return;
	hands_give(worker, cargo->thing);
	if (worker->hands->count == HANDS_MAX)
		drop(worker->hands, 0);
	struct hand hand = { .cargo = *cargo, .queue = queue };
	if (cargo->packed.bytes && (hand.cargo.packed.bytes = arena_alloc(cargo->packed.length)))
		memcpy(hand.cargo.packed.bytes, cargo->packed.bytes, cargo->packed.length);
	worker->hands->hands[worker->hands->count] = hand;
	worker->hands->count++;
}

void hands_give(struct worker *worker, uint32_t thing)
{
	struct hands *hands = worker->hands;
	if (!hands)
		return;
	for (uint32_t i = 0; i < hands->count; i++)
		if (hands->hands[i].cargo.thing == thing) {
			drop(hands, i);
			return;
		}
}

static void lose(struct worker *worker, const struct hand *hand)
{
	atomic_fetch_add_explicit(&arena->lost, 1, memory_order_relaxed);
	probe(worker, KIND_LOST, 0, 0, hand->cargo.thing, 0);
}

void hands_lose(struct worker *worker)
{
	struct hands *hands = worker->hands;
	for (uint32_t i = 0; hands && i < hands->count; i++)
		lose(worker, &hands->hands[i]);
	while (hands && hands->count)
		drop(hands, 0);
}

void hands_mend(struct worker *dead)
{
	struct hands *hands = dead->hands;
	for (uint32_t i = 0; hands && i < hands->count; i++) {
		struct hand *hand = &hands->hands[i];
		if (arena->retry && hand->queue && queue_put_back((struct queue *)object_at(hand->queue), dead, &hand->cargo)) {
			atomic_fetch_add_explicit(&arena->retried, 1, memory_order_relaxed);
			dead->took = dead->took == hand->queue ? 0 : dead->took;
			continue;
		}
		lose(dead, hand);
	}
	if (hands)
		hands->count = 0;
}
