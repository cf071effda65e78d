/* delay.h - requests that wait for their time: the next one due is always at hand. */
#ifndef LUNCHRUSH_SERVICE_DELAY_H
#define LUNCHRUSH_SERVICE_DELAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct delayed {
	uint64_t due_ns; /* real time */
	uint64_t order;  /* of two that are due together the one that came first goes first */
	void *what;
};

/* Begin with zeros. */
struct delay {
	struct delayed *heap; /* a binary heap, the next due at 0 */
	size_t count, size;
	uint64_t orders;
};

void delay_release(struct delay *delay);
/* False when memory is out. */
bool delay_push(struct delay *delay, uint64_t due_ns, void *what);
/* The next one if it is due by `now_ns` (UINT64_MAX: any), taken out; NULL else. */
void *delay_pop(struct delay *delay, uint64_t now_ns);
/* When the next is due; UINT64_MAX when there is none. */
static inline uint64_t delay_next_ns(const struct delay *delay) { return delay->count ? delay->heap[0].due_ns : UINT64_MAX; }

#endif
