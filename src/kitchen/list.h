/* list.h - a list that all tasks share and nobody guards: each call is one action, two calls are two.
 *
 * Elements are words. Its memory is kept whole by the object's guard; what tasks make of it is their own affair.
 *
 * Among processes a list is copied at the fork, as a global is (private.h): each then has its own. One that was made in another process after
 * the fork is empty here. */
#ifndef LUNCHRUSH_KITCHEN_LIST_H
#define LUNCHRUSH_KITCHEN_LIST_H

#include "kitchen/object.h"

/* What a list holds. */
struct list_body {
	uint64_t *elements; /* words; in the arena, of a private body in the process's own memory unless exploring; NULL while size is 0 */
	uint32_t length, size;
};

struct list {
	struct object object;
	struct list_body *body; /* what the calling process has: `own`, or a private place; does not change but by list_part */
	struct list_body own;
};

struct list *list_new(uint32_t name);
/* What it holds moves to the process's private place. The one process that there is. */
void list_part(struct list *list);
/* False when the arena is full. */
bool list_append(struct list *list, const struct worker *worker, uint64_t value);
/* The last element, taken off; nil when empty. */
uint64_t list_pop(struct list *list, const struct worker *worker);
/* From 1; nil past the end. */
uint64_t list_read(struct list *list, const struct worker *worker, int64_t index);
/* False when there is no such element (length + 1 is one: it appends). */
bool list_write(struct list *list, const struct worker *worker, int64_t index, uint64_t value);
uint32_t list_length(struct list *list, const struct worker *worker);

#endif
