/* narrator.h - each event as a plain sentence with its reason.
 *
 * "Bob waits: the orders queue is full, 5 of 5." The sentence needs the event and the stage just after it (names, bounds,
 * holders). Used by the story pane, by `--plain` and by captions: the same words everywhere. */
#ifndef LUNCHRUSH_STAGE_NARRATOR_H
#define LUNCHRUSH_STAGE_NARRATOR_H

#include "stage/stage.h"

/* How much an event matters to a story. */
enum weight {
	WEIGHT_NONE,   /* bookkeeping: TICK, KERNEL, CPU, LOCAL, … never told */
	WEIGHT_DETAIL, /* told when stepping and in --plain: GIL traffic, reads, looks, wakes */
	WEIGHT_STORY,  /* told always */
	WEIGHT_TURN,   /* a turning point: a failure, a close, an end, a broken expectation */
};

enum weight narrator_weight(const struct event *event);

/* The same where a story is told with the stage at hand: under control the GIL goes with the turn, which the step has told already. */
enum weight narrator_weight_at(const struct stage *stage, const struct event *event);

/* Write the sentence, with its full stop, into to[size]; returns its length, 0 for events of no weight. `after` is the stage
 * with the event applied. */
size_t narrator_sentence(const struct stage *after, const struct event *event, char *to, size_t size);

/* One sentence on the kitchen as a whole at this moment: who has control, what holds the others up ("C has an order but may not run: A
 * holds the GIL."; "The loop stands still: waiter 1 blocks it, 0.4 s so far."; "Nobody can go on: …"). Written into to[size]. */
size_t narrator_moment(const struct stage *stage, uint64_t now_ns, char *to, size_t size);

/* What became of the writes to the cell of which most were overwritten, or that was written most, in a free run: "39 of the 2,000,001 writes to visits …", and
 * what was seen to keep workers apart. Nothing (0) where few were written, or under control. Whole sentences, written into to[size]. */
size_t narrator_writes(const struct stage *stage, char *to, size_t size);

#endif
