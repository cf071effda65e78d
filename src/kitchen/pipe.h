/* pipe.h - a pipe: two ends, and at each what the other has sent and nobody has taken yet, in order, as copies.
 *
 * Each end is an object of its own and travels by itself. What lies at an end is told at that end. As in the kernel's pipes there is room for 64 KB each
 * way; something larger goes alone. An end may be closed. As with the kernel's, where each process that was forked has the ends too, one counts as hung up only
 * when nobody is alive any more who could send: something has been sent, and all have ended but those who wait for more of it.
 *
 * PIPE_WAIT means that the worker is on a waiting list, as in queue.h. Any worker of any process. */
#ifndef LUNCHRUSH_KITCHEN_PIPE_H
#define LUNCHRUSH_KITCHEN_PIPE_H

#include "kitchen/object.h"

#define PIPE_ROOM_BYTES 65536u
#define PIPE_NOBODY 0u
#define PIPE_MANY UINT32_MAX

enum pipe_result { PIPE_OK, PIPE_WAIT, PIPE_CLOSED, PIPE_GONE, PIPE_NO_MEMORY };

struct pipe_message;

/* An end, and what comes in at it. */
struct pipe {
	struct object object;
	struct pipe *other;
	struct pipe_message *first, *last;
	uint32_t count;
	uint64_t bytes;      /* that lie here */
	uint32_t sender;     /* who has sent to here: nobody, a worker, many */
	bool closed;         /* nothing more comes in */
	struct waiters senders, receivers; /* for room; for something */
};

/* Both ends; false when there are too many objects. */
bool pipe_new(uint32_t name_a, uint32_t name_b, struct pipe *ends[2]);

/* What comes in at `end` from the other. Takes the cargo over when PIPE_OK. */
enum pipe_result pipe_send(struct pipe *end, struct worker *worker, const struct cargo *cargo);
/* PIPE_CLOSED: the other end is closed and nothing lies here; PIPE_GONE: it is hung up. */
enum pipe_result pipe_recv(struct pipe *end, struct worker *worker, struct cargo *cargo);
/* Nothing more is sent, either way; what lies there can be taken. */
void pipe_close(struct pipe *end, struct worker *worker);

/* Whether a send to `end`, a receive at it by that worker, would go on now without waiting. */
bool pipe_can_send(struct pipe *end);
bool pipe_can_recv(struct pipe *end, const struct worker *worker);

/* What lies there, in order. Nobody may send or receive meanwhile. */
void pipe_each(const struct pipe *end, void (*each)(const struct cargo *cargo, void *context), void *context);

/* The worker has ended, as its state says already: who waits where nobody can send any more need not wait. */
void pipes_leave(const struct worker *worker);
/* The worker is dead. Kitchen process. */
void pipe_mend(struct pipe *end, struct worker *dead);

#endif
