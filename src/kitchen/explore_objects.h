/* explore_objects.h - what objects and places in line add to the explorer's key. */
#ifndef LUNCHRUSH_KITCHEN_EXPLORE_OBJECTS_H
#define LUNCHRUSH_KITCHEN_EXPLORE_OBJECTS_H

#include "kitchen/explore_mix.h"
#include "kitchen/object.h"

void mix_object(struct explorer_key *key, const struct object *object);
/* What a process has of it for itself (private.h); nothing where that is nil or empty. */
void mix_private(struct explorer_key *key, const struct object *object, const void *place);
void mix_waiters(struct explorer_key *key, const struct waiters *waiters);
/* The place in line that a worker at the gate has. */
void mix_ticket(struct explorer_key *key, const struct worker *worker);

#endif
