/* reel_clock.h - the screen's clock: the machine's, or, while a recording is made without a terminal, one of its own.
 *
 * A recording of what is under control goes by virtual time: nobody waits, and it is the same every time. Where something really runs, its clock follows the machine's. All on the screen
 * that asks what time it is asks here. One thread. */
#ifndef LUNCHRUSH_TUI_REEL_CLOCK_H
#define LUNCHRUSH_TUI_REEL_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Steady nanoseconds. */
uint64_t reel_now_ns(void);

/* From here on time stands, at `now_ns`, until it is moved; false: the machine's clock again. */
void reel_clock_own(bool own, uint64_t now_ns);
bool reel_clock_is_own(void);
void reel_clock_move(uint64_t ns);

#endif
