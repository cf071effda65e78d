/* explore_objects.c - objects as they are, for the explorer's key: all that decides how they will answer. Names count, as words of errors tell them. */
#include "kitchen/explore_objects.h"

#include "kitchen/array.h"
#include "kitchen/arrivals.h"
#include "kitchen/barrier.h"
#include "kitchen/cell.h"
#include "kitchen/condition.h"
#include "kitchen/event_flag.h"
#include "kitchen/grill.h"
#include "kitchen/list.h"
#include "kitchen/lock.h"
#include "kitchen/pipe.h"
#include "kitchen/pool.h"
#include "kitchen/semaphore.h"

static void mix_cargo(struct explorer_key *key, const struct cargo *cargo)
{
	mix(key, cargo->value);
	if (cargo->packed.bytes)
		mix_bytes(key, cargo->packed.bytes, cargo->packed.length);
}

void mix_waiters(struct explorer_key *key, const struct waiters *waiters)
{
	for (const struct worker *worker = waiters->first; worker; worker = worker->next)
		mix(key, worker->id);
	mix(key, 0);
}

static void mix_words(struct explorer_key *key, const uint64_t *words, uint32_t count)
{
	mix(key, count);
	for (uint32_t i = 0; i < count; i++)
		mix(key, words[i]);
}

static void mix_queue(struct explorer_key *key, const struct queue *queue)
{
	mix(key, queue->length | (uint64_t)queue->unfinished << 31 | (uint64_t)queue->closed << 63);
	mix(key, queue->capacity);
	for (uint32_t i = 0; i < queue->length; i++)
		mix_cargo(key, &queue->slots[(queue->head + i) & (queue->size - 1)]);
	mix_waiters(key, &queue->putters);
	mix_waiters(key, &queue->getters);
	mix_waiters(key, &queue->joiners);
}

static void mix_arrivals(struct explorer_key *key, const struct arrivals *arrivals)
{
	mix_queue(key, &arrivals->queue);
	mix(key, arrivals->came | (uint64_t)arrivals->count << 32);
	mix(key, arrivals->done | (uint64_t)arrivals->device.worker->reason << 8);
}

/* Which slot is cooked next follows from when they are due, as seen from now. */
static void mix_grill(struct explorer_key *key, const struct grill *grill)
{
	mix(key, grill->slots);
	mix(key, grill->cook_ns);
	for (uint32_t i = 0; i < grill->slots; i++) {
		const struct grill_slot *slot = &grill->slot[i];
		mix(key, slot->state);
		if (slot->state != GRILL_FREE)
			mix_cargo(key, &slot->cargo);
		if (slot->state == GRILL_COOKING)
			mix(key, slot->due_ns - clock_kitchen_ns(&arena->clock));
	}
}

/* A function is told by its code, too: its version only counts how many came before it. */
static void mix_cell(struct explorer_key *key, const struct cell_body *body)
{
	uint64_t value = atomic_load_explicit(&body->value, memory_order_relaxed);
	mix(key, value);
	if (word_type(value) == WORD_OTHER && (uint32_t)value & CELL_CODE)
		mix(key, body->sum);
}

static void mix_list(struct explorer_key *key, const struct list_body *body)
{
	mix_words(key, body->elements, body->length);
}

static void mix_lock(struct explorer_key *key, const struct lock *lock)
{
	mix(key, lock->holder | (uint64_t)lock->depth << 32);
	mix(key, lock->on_way | (uint64_t)lock->reentrant << 32);
	mix_waiters(key, &lock->waiters);
}

/* Under control of every step only who is in line matters, not how many ever were. */
static void mix_condition(struct explorer_key *key, const struct condition *condition)
{
	mix(key, condition->lock->object.id | (uint64_t)(condition->tickets - condition->notified) << 32);
	mix(key, arena->turn.cooperative ? condition->notified : 0);
	mix_waiters(key, &condition->waiters);
}

static void mix_barrier(struct explorer_key *key, const struct barrier *barrier)
{
	mix(key, barrier->arrived | (uint64_t)barrier->parties << 32);
	mix(key, arena->turn.cooperative ? barrier->round : 0);
	mix_waiters(key, &barrier->waiters);
}

static void mix_packed(struct explorer_key *key, const struct packed *packed)
{
	mix(key, packed->bytes != NULL);
	if (packed->bytes)
		mix_bytes(key, packed->bytes, packed->length);
}

/* All calls so far, in order: under control none is forgotten. A call that is over is told by its result alone. */
static void mix_pool(struct explorer_key *key, const struct pool *pool)
{
	uint32_t end = atomic_load(&arena->future_chunks) * ARENA_FUTURES_CHUNK;
	mix(key, pool->given | (uint64_t)pool->workers << 32);
	mix(key, pool->closed);
	mix_waiters(key, &pool->idle);
	mix_waiters(key, &pool->joiners);
	for (uint32_t i = 0; i < end; i++) {
		const struct future *future = future_at(i);
		if (future->pool != pool->object.id || future->state == FUTURE_FREE)
			continue;
		mix(key, future->number | (uint64_t)future->state << 32);
		mix(key, future->state == FUTURE_RUNS ? future->by : 0);
		mix_packed(key, &future->result);
		if (!future_over(future)) {
			mix_packed(key, future->kept_code < 0 ? &future->code : &pool->code[future->kept_code]);
			mix_packed(key, &future->arguments);
		}
		mix_waiters(key, &future->waiters);
	}
}

static void mix_message(const struct cargo *cargo, void *key)
{
	mix_cargo(key, cargo);
}

static void mix_pipe(struct explorer_key *key, const struct pipe *end)
{
	mix(key, end->count | (uint64_t)end->closed << 32);
	mix(key, end->sender);
	pipe_each(end, mix_message, key);
	mix_waiters(key, &end->senders);
	mix_waiters(key, &end->receivers);
}

void mix_object(struct explorer_key *key, const struct object *object)
{
	mix(key, object->name | (uint64_t)object->type << 32);
	switch ((enum object_type)object->type) {
	case OBJECT_QUEUE: mix_queue(key, (const struct queue *)object); break;
	case OBJECT_ARRIVALS: mix_arrivals(key, (const struct arrivals *)object); break;
	case OBJECT_GRILL: mix_grill(key, (const struct grill *)object); break;
	case OBJECT_CELL:
	case OBJECT_SHARED: mix_cell(key, &((const struct cell *)object)->own); break;
	case OBJECT_LIST: mix_list(key, &((const struct list *)object)->own); break; /* of processes: empty, as each has its own */
	case OBJECT_ARRAY: mix_words(key, ((const struct array *)object)->elements, ((const struct array *)object)->length); break;
	case OBJECT_LOCK: mix_lock(key, (const struct lock *)object); break;
	case OBJECT_SEMAPHORE:
		mix(key, ((const struct semaphore *)object)->places);
		mix_waiters(key, &((const struct semaphore *)object)->waiters);
		break;
	case OBJECT_EVENT:
		mix(key, ((const struct event_flag *)object)->set);
		mix_waiters(key, &((const struct event_flag *)object)->waiters);
		break;
	case OBJECT_CONDITION: mix_condition(key, (const struct condition *)object); break;
	case OBJECT_POOL: mix_pool(key, (const struct pool *)object); break;
	case OBJECT_PIPE: mix_pipe(key, (const struct pipe *)object); break;
	case OBJECT_BARRIER: mix_barrier(key, (const struct barrier *)object); break;
	default: break;
	}
}

void mix_private(struct explorer_key *key, const struct object *object, const void *place)
{
	const struct list_body *list = place;
	const struct cell_body *cell = place;
	if (object->type == OBJECT_CELL && atomic_load_explicit(&cell->value, memory_order_relaxed) != word_nil()) {
		mix(key, object->id);
		mix_cell(key, cell);
	} else if (object->type == OBJECT_LIST && list->length) {
		mix(key, object->id);
		mix_list(key, list);
	}
}

void mix_ticket(struct explorer_key *key, const struct worker *worker)
{
	const struct action *action = &worker->stand.action;
	const struct object *object = object_at(action->object);
	if (arena->turn.cooperative) {
		mix(key, worker->ticket);
		return;
	}
	if (action->verb == KIND_COND_BACK) {
		int32_t place = (int32_t)(worker->ticket - ((const struct condition *)object)->notified);
		mix(key, place < 0 ? 0 : (uint64_t)place + 1);
	} else if (action->verb == KIND_PASS) {
		mix(key, worker->ticket == ((const struct barrier *)object)->round);
	}
}
