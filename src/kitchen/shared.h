/* shared.h - one word that all workers share, processes too: a cell with a name of its own that can also be added to in one step.
 *
 * Reading and writing are those of a cell (cell.h). Any worker of any process. */
#ifndef LUNCHRUSH_KITCHEN_SHARED_H
#define LUNCHRUSH_KITCHEN_SHARED_H

#include "kitchen/cell.h"

enum shared_result {
	SHARED_OK,
	SHARED_NO_NUMBER, /* it holds none */
	SHARED_TOO_LARGE, /* the sum fits no word */
};

struct shared {
	struct cell cell; /* first: a shared is a cell */
};

/* NULL when there are too many objects. */
struct shared *shared_new(uint32_t name, uint64_t value);
/* Add a number, a word; *sum becomes what it holds then, or, unless SHARED_OK, what it holds. Atomic: nothing comes in between. */
enum shared_result shared_add(struct shared *shared, uint64_t number, uint64_t *sum);

#endif
