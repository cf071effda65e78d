/* lanes.h - who was in which state from when: a lane per worker, and lane 0 for who had control; private to src/stage. */
#ifndef LUNCHRUSH_STAGE_LANES_H
#define LUNCHRUSH_STAGE_LANES_H

#include "stage/history.h"

struct lane {
	struct span *spans;
	uint32_t count, size;
};

struct lanes {
	struct lane *lanes; /* by worker; lane 0 is the holder's */
	uint32_t count, size;
	uint32_t stepper;   /* under control: who took the last step; 0 nobody has taken one */
};

void lanes_release(struct lanes *lanes);
/* Note what `event` has changed: `stage` is as it is after it, `holder` who had control before it. */
void lanes_note(struct lanes *lanes, const struct stage *stage, const struct event *event, uint32_t holder);

#endif
