/* next.h - what each worker will do when it is chosen, told before a person chooses (see struct stage_next). */
#ifndef LUNCHRUSH_STAGE_NEXT_H
#define LUNCHRUSH_STAGE_NEXT_H

#include "stage/stage.h"

/* Whether the worker may be chosen now: its action is possible, or it sleeps, or it is a device that is due some time. */
bool stage_next_possible(const struct stage *stage, uint32_t id);

/* A few words that go on from the worker's letter, no full stop: "writes visits = 1 (it read 0)", "acquires the lock left", "waits for the lock left: B
 * holds it", "wakes in 0.4 s: the clock jumps", "has ended". Into to[size]; returns to. */
char *stage_next_words(const struct stage *stage, uint32_t id, char *to, size_t size);

/* The line that the worker goes on at when it is chosen; else the one it was on last; 0 none. */
uint32_t stage_next_line(const struct stage *stage, uint32_t id);

/* Whether its action would write back over a value that has changed since it read it: the lost update, before it happens. */
bool stage_next_loses(const struct stage *stage, uint32_t id);

/* Whether nobody moves until a person chooses. */
bool stage_waits_for_choice(const struct stage *stage);

#endif
