/* moment_inner.h - what the files of moments share. */
#ifndef LUNCHRUSH_KITCHEN_MOMENT_INNER_H
#define LUNCHRUSH_KITCHEN_MOMENT_INNER_H

#include "kitchen/moment.h"

/* An empty mapping; false when there is no room. */
bool moment_heap_open(void);
/* The mapping, and how many bytes of it were ever used. */
void *moment_heap(size_t *used);

#endif
