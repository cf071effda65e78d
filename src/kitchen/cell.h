/* cell.h - a global: one word that all tasks share.
 *
 * Reading and writing are one relaxed atomic load or store each: between them anything may come in, which is what lessons about
 * races show. In a free run the order of accesses among workers is not told, and a worker tells of one cell at most once a millisecond:
 * how many reads and writes since, and the last value (see touch.h). */
#ifndef LUNCHRUSH_KITCHEN_CELL_H
#define LUNCHRUSH_KITCHEN_CELL_H

#include "kitchen/object.h"

/* Codes of words of type WORD_OTHER: what kind, and which. */
#define CELL_CODE 0x80000000u   /* a function: the version of the cell's `code` */
#define CELL_OBJECT 0x40000000u /* a kitchen object: its id */

struct cell {
	struct object object;
	_Atomic uint64_t value; /* word; relaxed */
	struct packed code;     /* the function, packed; guarded */
	uint32_t versions;      /* functions assigned so far; guarded */
	uint64_t sum;           /* of the function, while exploring */
};

/* The cell of the global of that name (a text), made if need be. NULL when there are too many. Any worker. */
struct cell *cell_of_global(uint32_t name, const struct worker *worker);

static inline uint64_t cell_read(const struct cell *cell) { return atomic_load_explicit(&cell->value, memory_order_relaxed); }
/* Write, and have what was there: in one, so that of each value it is known who wrote over it. */
static inline uint64_t cell_swap(struct cell *cell, uint64_t value) { return atomic_exchange_explicit(&cell->value, value, memory_order_relaxed); }
static inline void cell_write(struct cell *cell, uint64_t value) { atomic_store_explicit(&cell->value, value, memory_order_relaxed); }

/* Make the global a function: `code` is taken over. */
void cell_set_code(struct cell *cell, const struct worker *worker, struct packed code);

#endif
