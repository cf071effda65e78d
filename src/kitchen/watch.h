/* watch.h - the kitchen process's eye on the floor: figures from the kernel, endless loops, deadlocks, time limits. */
#ifndef LUNCHRUSH_KITCHEN_WATCH_H
#define LUNCHRUSH_KITCHEN_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#define WATCH_NS 250000000u /* between two samples, real time */
#define WATCH_ENDLESS_NS UINT64_C(10000000000) /* CPU time of one worker without a single action */

#define WATCH_STEP_NS UINT64_C(3000000000) /* … within one step under control, where the explorer allows one second */

#define WATCH_DEAF_NS UINT64_C(2000000000) /* so much more when it was asked to stop and cannot hear */

/* Sample the threads of workers that live, tell KERNEL and CPU, ask workers that run on and on to stop. Every WATCH_NS, not while held. */
void watch_sample(void);

/* Under control the kernel's figures are not told, as they differ from run to run: who moves is only asked to stop when it runs on and on. Every WATCH_NS. */
void watch_step(void);

/* Whether nobody can ever go on: true when it was so at two looks at least 20 ms apart. Called often. */
bool watch_deadlock(uint64_t now_ns);

/* Ask whoever runs to stop because time is up; false when nobody runs Lua or works. */
bool watch_time_up(void);

#endif
