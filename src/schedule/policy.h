/* policy.h - who goes next: a schedule string, a seeded random walk, taking turns, first come first served, or by rank.
 *
 * A policy is asked with those who can take a step, in order of creation, and answers with one of them. It lies in shared memory and is run by
 * whichever worker has just finished its step, so it holds no pointers but into that memory. Adding one is one function and one line in policy.c. */
#ifndef LUNCHRUSH_SCHEDULE_POLICY_H
#define LUNCHRUSH_SCHEDULE_POLICY_H

#include "schedule/schedule.h"

#include <stdbool.h>
#include <stdint.h>

enum policy_name { POLICY_ROUND_ROBIN, POLICY_RANDOM, POLICY_FIFO, POLICY_PRIORITY, POLICY_INHERIT, POLICY_COUNT };

struct policy {
	uint8_t name;      /* enum policy_name: what happens after the string's end */
	uint64_t random;   /* state of the random walk */
	uint32_t last;     /* worker chosen last, 0 none */
	const struct schedule_item *items; /* the string; in shared memory; NULL: none */
	uint32_t item_count;
	uint32_t item;     /* the item that is being followed */
	uint32_t taken;    /* steps of it so far */
};

/* "round-robin", "random", "fifo"; "priority": who was made first goes whenever it can; "inherit": the same, and who holds a lock goes with the rank of the highest
 * that waits for it (kitchen/turn_inherit.h puts that one first). POLICY_COUNT for another word. */
enum policy_name policy_named(const char *word);

/* Choose one of the `count` > 0 able workers; returns its id. While a string is followed, 0 when the worker it asks for is not among the able (then
 * policy_wanted is that worker, and the caller says what is wrong or wakes it). */
uint32_t policy_choose(struct policy *policy, const uint32_t *able, uint32_t count);

/* The worker that the string asks for now, 0 when there is no string or it is at its end; *open: it is an item `A*`, which may end. */
uint32_t policy_wanted(const struct policy *policy, bool *open);

/* Leave the present item: its worker waits or has ended. */
void policy_skip(struct policy *policy);

#endif
