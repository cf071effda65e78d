/* cell.h - a global: one word that all tasks share.
 *
 * Reading and writing are one relaxed atomic load or store each: between them anything may come in, which is what lessons about
 * races show. In a free run the order of accesses among workers is not told, and a worker tells of one cell at most once a millisecond:
 * how many reads and writes since, and the last value (see touch.h).
 *
 * Among processes each has its own word (private.h), copied at the fork; the one in the arena is then what the main process has. */
#ifndef LUNCHRUSH_KITCHEN_CELL_H
#define LUNCHRUSH_KITCHEN_CELL_H

#include "kitchen/object.h"

/* Codes of words of type WORD_OTHER: what kind, and which. */
#define CELL_CODE 0x80000000u   /* a function: the version of the cell's `code` */
#define CELL_OBJECT 0x40000000u /* a kitchen object: its id */

/* What a cell holds. */
struct cell_body {
	_Atomic uint64_t value; /* word; relaxed */
	struct packed code;     /* the function, packed; guarded */
	uint32_t versions;      /* functions assigned so far; guarded */
	bool known;             /* private: the value has been set in this process or one before it */
	uint64_t sum;           /* of the function, while exploring */
};

struct cell {
	struct object object;
	struct cell_body *body; /* what the calling process has: `own`, or a private place; does not change but by cell_part */
	struct cell_body own;   /* in the arena */
};

/* The cell of the global of that name (a text), made if need be. NULL when there are too many. Any worker; among processes each must have come by here
 * before it reads the cell. */
struct cell *cell_of_global(uint32_t name, const struct worker *worker);

static inline uint64_t cell_read(const struct cell *cell) { return atomic_load_explicit(&cell->body->value, memory_order_relaxed); }
/* What everybody can see of it: among processes what the main one has. */
static inline uint64_t cell_told(const struct cell *cell) { return atomic_load_explicit(&cell->own.value, memory_order_relaxed); }

/* In this process nothing was ever assigned to it: it is nil. Of a private cell. */
void cell_know(struct cell *cell);

/* What it holds moves to the process's private place. The one process that there is. */
void cell_part(struct cell *cell);
/* What everybody can see is what this process, the main one, has: of threads that wrote at one time another may have come last there. */
void cell_settle(struct cell *cell);

/* The private word was written: the main process's is to be told. */
void cell_wrote(struct cell *cell, uint64_t value);

static inline void cell_write(struct cell *cell, uint64_t value)
{
	atomic_store_explicit(&cell->body->value, value, memory_order_relaxed);
	if (__builtin_expect(cell->body != &cell->own, 0))
		cell_wrote(cell, value);
}

/* Write, and have what was there: in one, so that of each value it is known who wrote over it. */
static inline uint64_t cell_swap(struct cell *cell, uint64_t value)
{
	uint64_t before = atomic_exchange_explicit(&cell->body->value, value, memory_order_relaxed);
	if (__builtin_expect(cell->body != &cell->own, 0))
		cell_wrote(cell, value);
	return before;
}

/* Make the global a function: `code` is taken over. */
void cell_set_code(struct cell *cell, const struct worker *worker, struct packed code);

#endif
