/* moment_inner.h - what the files of a moment told in words share: who speaks (moment.c), what is told alone (moment_alone.c), the waits (moment_wait.c). */
#ifndef LUNCHRUSH_STAGE_MOMENT_INNER_H
#define LUNCHRUSH_STAGE_MOMENT_INNER_H

#include "stage/narrator.h"
#include "stage/tell.h"

#define NAMED 3   /* names in a list, and links of a chain of waits */
#define TURNED 64 /* links followed to see whether a chain is a circle */

/* What is seen of the kitchen at one moment, gathered once. */
struct moment {
	const struct stage *stage;
	uint64_t now_ns;
	struct say say;
	uint32_t in_state[STATE_COUNT];     /* tasks and main in each state, as a person sees it */
	uint32_t some_in[STATE_COUNT][NAMED]; /* the first of them */
	uint32_t longest_in[STATE_COUNT];   /* the one that has been in it longest, 0 none */
	uint32_t waiting_for[REASON_COUNT]; /* one who waits for each reason */
	uint32_t latest;                    /* of a loop's late sleepers the one that is latest, 0 none */
	uint64_t late_ns;                   /* how much; real */
	uint32_t next;                      /* the sleeper that wakes first, 0 none */
};

/* "B washer" into the sentence. */
void moment_who(struct moment *moment, uint32_t id);
/* What it waits for, in words. */
void moment_why(struct moment *moment, uint32_t id);
/* "A cook, B cook and 3 more" of those in a state. */
void moment_some(struct moment *moment, enum state state);

/* An observer adds its sentence, or nothing where it has nothing to say. A list ends with NULL; the first who speaks is heard. */
typedef void moment_observer(struct moment *moment);
extern moment_observer *const moment_alone[]; /* what is grave, or not a run at all */
extern moment_observer *const moment_waits[]; /* the wait from which one learns most */

#endif
