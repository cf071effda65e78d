/* turn_inherit.h - priority inheritance under control: who holds a lock goes with the rank of the highest that waits for it.
 *
 * For the chooser only, that is, while nobody moves. */
#ifndef LUNCHRUSH_KITCHEN_TURN_INHERIT_H
#define LUNCHRUSH_KITCHEN_TURN_INHERIT_H

#include <stdint.h>

/* Put first, among the `count` able workers, the one that the highest worker gets on by: itself, or whoever holds the lock that it waits for, along the chain of
 * locks. The others keep their order. Nothing changes when no chain ends at an able worker. */
void inherit_first(uint32_t *able, uint32_t count);

#endif
