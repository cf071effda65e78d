/* queue.c - see queue.h. Waiting lists are first come, first woken; one is woken for each thing that comes and each place that becomes
 * free. */
#include "kitchen/queue.h"

#include "kitchen/hands.h"
#include "kitchen/probe.h"
#include "kitchen/wait.h"

int queue_open(struct queue *queue, uint32_t capacity)
{
	queue->capacity = capacity;
	queue->size = 8;
	while (queue->size < capacity && queue->size < 1024)
		queue->size *= 2;
	queue->slots = arena_alloc(queue->size * sizeof *queue->slots);
	return queue->slots ? 0 : -1;
}

struct queue *queue_new(uint32_t name, uint32_t capacity)
{
	struct queue *queue = (struct queue *)object_new(sizeof *queue, OBJECT_QUEUE, name);
	return queue && queue_open(queue, capacity) == 0 ? queue : NULL;
}

static void tell(struct queue *queue, const struct worker *worker, enum kind kind, uint32_t item, uint64_t value)
{
	probe(worker, kind, queue->object.id, ++queue->object.seq, item, value);
}

static bool grow(struct queue *queue)
{
	struct cargo *slots = arena_alloc((size_t)queue->size * 2 * sizeof *slots);
	if (!slots)
		return false;
	for (uint32_t i = 0; i < queue->length; i++)
		slots[i] = queue->slots[(queue->head + i) & (queue->size - 1)];
	arena_free(queue->slots, queue->size * sizeof *slots);
	queue->slots = slots;
	queue->size *= 2;
	queue->head = 0;
	return true;
}

static enum queue_result wait_for(struct queue *queue, struct worker *worker, struct waiters *list, enum reason reason)
{
	wait_begin(worker, list, reason, queue->object.id, ++queue->object.seq, 0);
	return QUEUE_WAIT;
}

static void wake_one(struct queue *queue, const struct worker *worker, struct waiters *list)
{
	if (list->first)
		wait_end(list, worker, queue->object.id, &queue->object.seq);
}

static enum queue_result put_guarded(struct queue *queue, struct worker *worker, const struct cargo *cargo, enum kind kind)
{
	if (queue->closed)
		return QUEUE_CLOSED;
	if (queue->capacity && queue->length >= queue->capacity)
		return wait_for(queue, worker, &queue->putters, REASON_QUEUE_FULL);
	if (queue->length == queue->size && !grow(queue))
		return QUEUE_NO_MEMORY;
	queue->slots[(queue->head + queue->length) & (queue->size - 1)] = *cargo;
	queue->length++;
	queue->unfinished++;
	hands_give(worker, cargo->thing);
	tell(queue, worker, kind, cargo->thing, cargo->value);
	wake_one(queue, worker, &queue->getters);
	return QUEUE_OK;
}

enum queue_result queue_put(struct queue *queue, struct worker *worker, const struct cargo *cargo, enum kind kind)
{
	guard_take(&queue->object.guard);
	enum queue_result result = put_guarded(queue, worker, cargo, kind);
	guard_give(&queue->object.guard);
	return result;
}

static enum queue_result get_guarded(struct queue *queue, struct worker *worker, struct cargo *cargo, bool wait)
{
	if (queue->length == 0) {
		if (queue->closed) {
			tell(queue, worker, KIND_CLOSED, 0, 0);
			return QUEUE_CLOSED;
		}
		if (wait)
			return wait_for(queue, worker, &queue->getters, REASON_QUEUE_EMPTY);
		tell(queue, worker, KIND_LENGTH, 0, 0);
		return QUEUE_NOTHING;
	}
	*cargo = queue->slots[queue->head];
	hands_take(worker, cargo, queue->object.id);
	worker->took = queue->object.id;
	queue->head = (queue->head + 1) & (queue->size - 1);
	queue->length--;
	tell(queue, worker, KIND_GET, cargo->thing, cargo->value);
	wake_one(queue, worker, &queue->putters);
	return QUEUE_OK;
}

enum queue_result queue_get(struct queue *queue, struct worker *worker, struct cargo *cargo, bool wait)
{
	guard_take(&queue->object.guard);
	enum queue_result result = get_guarded(queue, worker, cargo, wait);
	guard_give(&queue->object.guard);
	return result;
}

void queue_close(struct queue *queue, struct worker *worker)
{
	guard_take(&queue->object.guard);
	bool before = queue->closed;
	queue->closed = true;
	tell(queue, worker, KIND_CLOSE, 0, 0);
	if (!before) {
		wait_end_all(&queue->getters, worker, queue->object.id, &queue->object.seq);
		wait_end_all(&queue->putters, worker, queue->object.id, &queue->object.seq);
	}
	guard_give(&queue->object.guard);
}

bool queue_task_done(struct queue *queue, struct worker *worker)
{
	guard_take(&queue->object.guard);
	bool had = queue->unfinished > 0;
	if (had) {
		queue->unfinished--;
		worker->took = worker->took == queue->object.id ? 0 : worker->took;
		tell(queue, worker, KIND_TASK_DONE, 0, queue->unfinished);
		if (queue->unfinished == 0)
			wait_end_all(&queue->joiners, worker, queue->object.id, &queue->object.seq);
	}
	guard_give(&queue->object.guard);
	return had;
}

enum queue_result queue_join(struct queue *queue, struct worker *worker)
{
	enum queue_result result = QUEUE_OK;
	guard_take(&queue->object.guard);
	if (queue->unfinished)
		result = wait_for(queue, worker, &queue->joiners, REASON_QUEUE_JOIN);
	else
		tell(queue, worker, KIND_ALL_DONE, 0, 0);
	guard_give(&queue->object.guard);
	return result;
}

uint32_t queue_length(struct queue *queue, struct worker *worker)
{
	guard_take(&queue->object.guard);
	uint32_t length = queue->length;
	tell(queue, worker, KIND_LENGTH, 0, length);
	guard_give(&queue->object.guard);
	return length;
}

bool queue_can_put(struct queue *queue, const struct worker *worker)
{
	(void)worker;
	guard_take(&queue->object.guard);
	bool can = queue->closed || !queue->capacity || queue->length < queue->capacity;
	guard_give(&queue->object.guard);
	return can;
}

bool queue_can_get(struct queue *queue, const struct worker *worker)
{
	(void)worker;
	guard_take(&queue->object.guard);
	bool can = queue->closed || queue->length > 0;
	guard_give(&queue->object.guard);
	return can;
}

bool queue_can_join(struct queue *queue, const struct worker *worker)
{
	(void)worker;
	guard_take(&queue->object.guard);
	bool can = queue->unfinished == 0;
	guard_give(&queue->object.guard);
	return can;
}

bool queue_put_back(struct queue *queue, const struct worker *worker, const struct cargo *cargo)
{
	guard_take(&queue->object.guard);
	bool room = queue->length < queue->size || grow(queue);
	if (room) {
		queue->head = (queue->head + queue->size - 1) & (queue->size - 1);
		queue->slots[queue->head] = *cargo;
		queue->length++;
		tell(queue, worker, KIND_RETRY, cargo->thing, cargo->value);
		wake_one(queue, worker, &queue->getters);
	}
	guard_give(&queue->object.guard);
	return room;
}

void queue_mend(struct queue *queue, struct worker *dead)
{
	guard_take(&queue->object.guard);
	waiters_remove(&queue->getters, dead);
	waiters_remove(&queue->putters, dead);
	waiters_remove(&queue->joiners, dead);
	if (queue->length)
		wake_one(queue, dead, &queue->getters);
	if (!queue->capacity || queue->length < queue->capacity)
		wake_one(queue, dead, &queue->putters);
	guard_give(&queue->object.guard);
}
