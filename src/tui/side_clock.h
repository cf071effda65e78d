/* side_clock.h - the one clock by which kitchens beside each other are shown: the same moment in all of them.
 *
 * It knows no clock of its own: its owner tells it how much real time passed. A run of a millisecond and one of minutes are both to be watched, so the speed is
 * chosen by their length until a person changes it. */
#ifndef LUNCHRUSH_TUI_SIDE_CLOCK_H
#define LUNCHRUSH_TUI_SIDE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define SIDE_SPEED_LEAST (-20)
#define SIDE_SPEED_MOST 10

/* Zero-initialised it stands at the beginning of nothing. */
struct side_clock {
	uint64_t now_ns;  /* since each kitchen opened: never past end_ns */
	uint64_t end_ns;  /* of the one that takes longest */
	int speed;        /* log2 of how many seconds of the runs pass in a real one */
	bool by_hand;     /* a person has chosen the speed */
	bool going;
};

/* The longest is so long: chooses the speed, unless a person has. What is shown is kept, as far as it still lies within. */
void side_clock_end(struct side_clock *clock, uint64_t end_ns);
/* `ns` of real time passed. At the end it stands. */
void side_clock_advance(struct side_clock *clock, uint64_t ns);
/* To a moment; stands there. */
void side_clock_look(struct side_clock *clock, uint64_t at_ns);
/* Go or stand; going on from the end begins anew. */
void side_clock_go(struct side_clock *clock, bool going);
/* By powers of two, within bounds. */
void side_clock_faster(struct side_clock *clock, int change);
bool side_clock_at_end(const struct side_clock *clock);

#endif
