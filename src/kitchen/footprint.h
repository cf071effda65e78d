/* footprint.h - what the floor and all processes of workers cost together, as the kernel counts it; for comparing engines. The kitchen process only.
 *
 * Looking at a process's memory walks its page tables and holds it up for some microseconds, so that it is done only where launch.measure asks for it. */
#ifndef LUNCHRUSH_KITCHEN_FOOTPRINT_H
#define LUNCHRUSH_KITCHEN_FOOTPRINT_H

#include <jansson.h>
#include <stdint.h>
#include <sys/resource.h>

#define FOOTPRINT_NS 20000000u /* between two looks, real time */

/* Look at what memory the workers' processes have for themselves. Where none has one there is nothing to look at. */
void footprint_look(void);
/* The floor was reaped: what it and those that it reaped have used. */
void footprint_floor(const struct rusage *usage);
/* {"cpu_s": of all threads and processes, "peak_kb": the most that the floor had resident, and beside it the most that the workers' processes had for
 * themselves at one look}. New. */
json_t *footprint_report(void);

#endif
