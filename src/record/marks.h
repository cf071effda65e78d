/* marks.h - which moments of a run a recording marks by itself, so that a player can jump there: a race, what must hold and does not, a deadlock, a failure, a wait for a lock.
 *
 * Few and telling: of each object the first few only. Knows no clock and no screen. */
#ifndef LUNCHRUSH_RECORD_MARKS_H
#define LUNCHRUSH_RECORD_MARKS_H

#include "stage/stage.h"

#include <stdbool.h>
#include <stdint.h>

enum mark { MARK_NONE, MARK_RACE, MARK_BROKEN, MARK_DEADLOCK, MARK_FAILED, MARK_LOCK };

struct marks;

/* Of one run. */
struct marks *marks_new(void);
void marks_free(struct marks *marks);
/* Whether such events are looked at at all; the others need not be given. */
static inline bool marks_look_at(uint8_t kind)
{
	switch (kind) {
	case KIND_STEP: case KIND_READ: case KIND_ELEMENT_READ: case KIND_WRITE: case KIND_ELEMENT_WRITE: case KIND_OVERWRITE:
	case KIND_BROKEN: case KIND_EXPECT: case KIND_FAIL: case KIND_OUTCOME: case KIND_WAIT: return true;
	default: return false;
	}
}
/* Take the next event of the run, in order; whether it is to be marked. */
enum mark marks_take(struct marks *marks, const struct event *event);
/* The label, with the stage just after the event: "Race: B writes visits = 1 …". Into to[size]; returns to. */
char *marks_label(enum mark mark, const struct stage *after, const struct event *event, char *to, size_t size);

#endif
