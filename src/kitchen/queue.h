/* queue.h - a queue: first in, first out; bounded if it has a capacity; it can be closed.
 *
 * The two waiting calls try once: QUEUE_WAIT means that the worker was put on a waiting list (told as WAIT) and must park and try again
 * when it is let go on. Any worker of any process. */
#ifndef LUNCHRUSH_KITCHEN_QUEUE_H
#define LUNCHRUSH_KITCHEN_QUEUE_H

#include "kitchen/object.h"

enum queue_result { QUEUE_OK, QUEUE_WAIT, QUEUE_CLOSED, QUEUE_NOTHING, QUEUE_NO_MEMORY };

struct queue {
	struct object object;
	struct cargo *slots;    /* a ring of `size` (a power of two) in the arena */
	uint32_t size, head, length;
	uint32_t capacity;      /* 0: no bound */
	uint32_t unfinished;    /* put and not yet task_done */
	bool closed;
	struct waiters putters, getters, joiners;
};

/* NULL when the arena is full. */
struct queue *queue_new(uint32_t name, uint32_t capacity);
/* Make the queue within a larger object ready; -1 when the arena is full. */
int queue_open(struct queue *queue, uint32_t capacity);

/* Put: takes the cargo over when QUEUE_OK. `kind` is PUT or ARRIVE. */
enum queue_result queue_put(struct queue *queue, struct worker *worker, const struct cargo *cargo, enum kind kind);
/* Get: the cargo becomes the caller's. With `wait` false QUEUE_NOTHING instead of QUEUE_WAIT. QUEUE_CLOSED: closed and empty. */
enum queue_result queue_get(struct queue *queue, struct worker *worker, struct cargo *cargo, bool wait);
/* Everybody who waits is let go on. */
void queue_close(struct queue *queue, struct worker *worker);
/* One thing is dealt with; false when there was none left. */
bool queue_task_done(struct queue *queue, struct worker *worker);
/* Wait until all is dealt with. */
enum queue_result queue_join(struct queue *queue, struct worker *worker);
uint32_t queue_length(struct queue *queue, struct worker *worker);

/* Whether put, get, join would go on now without waiting (be it that the queue is closed). */
bool queue_can_put(struct queue *queue, const struct worker *worker);
bool queue_can_get(struct queue *queue, const struct worker *worker);
bool queue_can_join(struct queue *queue, const struct worker *worker);

/* The worker was killed with this in its hands: it goes back to the front, whatever the capacity, and also into a closed queue; told as RETRY. False when the
 * arena is full. Kitchen process. */
bool queue_put_back(struct queue *queue, const struct worker *worker, const struct cargo *cargo);
/* The worker is dead: it waits no more, and somebody goes on where it may have been let go on and never came. Kitchen process. */
void queue_mend(struct queue *queue, struct worker *dead);

#endif
