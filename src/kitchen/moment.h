/* moment.h - a run on coroutines can be taken back: all memory of it as it was at a moment, to be put back as often as one likes.
 *
 * Between two steps nothing of a run lies on the C stack: coroutines have given control back. What is left is Lua's memory, which then lies in one mapping of
 * its own, the parts of the arena that a run changes, and a few pieces elsewhere, which their owners name. Putting these back bytewise gives the run as it
 * was, at the same addresses. So the explorer tries another choice without running the recipe from its start, and what was loaded before is the same
 * object in every run. Texts are not put back: they only grow, and a text has the same id for ever.
 *
 * In the floor while exploring, one thread. */
#ifndef LUNCHRUSH_KITCHEN_MOMENT_H
#define LUNCHRUSH_KITCHEN_MOMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Make the mapping for Lua; once, or again to begin anew: nothing is kept then and the memory is empty. False when there is no room. `heap` is where the arena's heap
 * stood before any run. */
bool moment_open(size_t heap);

/* Lua's allocator there (as lua_Alloc, without its first argument); NULL when the mapping is full. */
void *moment_resize(void *bytes, size_t old, size_t size);

/* Memory elsewhere that belongs to a run, at most 16 pieces; forgotten by moment_open. */
void moment_piece(void *at, size_t size);

/* Memory that a run's own structs lie in: while exploring in the arena's heap, which is put back; else the C library's. Zeroed; NULL when there is none. */
void *moment_calloc(size_t size);
void moment_free(void *bytes, size_t size);

/* Keep this moment, at which `depth` steps have been taken. Deeper ones are forgotten; of many, some may be. */
void moment_keep(uint32_t depth);
/* Put back the deepest moment kept at `depth` or before, and forget those after it; *found becomes its depth. False when there is none. */
bool moment_back(uint32_t depth, uint32_t *found);
/* Keep nothing any more. */
void moment_forget(void);

#endif
