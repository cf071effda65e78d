/* private.h - what each process has for itself of an object that processes do not share: a global, a list.
 *
 * Such an object has, besides its place in the arena, one at the same address in every process of the floor, in memory that a fork copies: so a child
 * finds what its parent had, and from then on each has its own. While nothing forks there are no such places: what the object
 * holds lies in the arena with it. Threads of one process share its places. */
#ifndef LUNCHRUSH_KITCHEN_PRIVATE_H
#define LUNCHRUSH_KITCHEN_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#define PRIVATE_BYTES 40

/* The floor will fork: objects get private places, and what those that are there hold moves into them. In the floor, while it has one thread and no child. */
void private_open(void);

/* All have ended: the arena, which a report is made from, gets what the main process has. In the floor. */
void private_settle(void);

/* Where this process keeps what it has of object `id`: PRIVATE_BYTES, zero where nothing was ever put; NULL where nothing is private. The address
 * is the same in every process of the floor. */
void *private_place(uint32_t id);

/* Whether this process is the floor's main one, whose globals a report tells. */
bool private_is_main(void);
/* While exploring, one process plays all: from now on it is the main one, or is not. */
void private_play(bool is_main);

/* In a child, first of all: forget what belongs to the parent's thread (its ring, its Lua). */
void private_begin(void);

#endif
