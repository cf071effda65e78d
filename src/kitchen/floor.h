/* floor.h - the floor: the process where the recipe runs, forked by the kitchen process.
 *
 * Its main thread runs the main task, and with it the threads or the loop's tasks. It leaves all it has to say in the arena and exits 0;
 * the kitchen process makes the report. */
#ifndef LUNCHRUSH_KITCHEN_FLOOR_H
#define LUNCHRUSH_KITCHEN_FLOOR_H

#include "trace/launch.h"

/* Run the recipe and exit. Called right after the fork, never returns. */
_Noreturn void floor_main(const struct launch *launch);

#endif
