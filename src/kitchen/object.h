/* object.h - what all kitchen objects have in common: an id, a name, a guard, a count of events.
 *
 * Each object type is a struct that begins with a struct object, in a file of its own, and knows no engine and no Lua. Objects live in the
 * arena until the run ends; ids are never used again. */
#ifndef LUNCHRUSH_KITCHEN_OBJECT_H
#define LUNCHRUSH_KITCHEN_OBJECT_H

#include "kitchen/arena.h"
#include "kitchen/worker.h"

struct object {
	struct guard guard; /* guards all of the object but what says otherwise */
	uint32_t seq;       /* events told of it so far; guarded */
	uint32_t name;      /* text */
	uint16_t id;
	uint8_t type;       /* enum object_type */
};

/* A new object of `size` bytes, zeroed but for its head, told as OBJECT_NEW once `object_announce` is called; NULL when there are too
 * many. Any worker. */
struct object *object_new(size_t size, enum object_type type, uint32_t name);

/* Make it known: to others by id, and to the stream. */
void object_announce(struct object *object, const struct worker *maker, uint32_t capacity);

/* By id; NULL when there is none. Any process. */
struct object *object_at(uint32_t id);

/* What a value is when it lies in an object: a word, and, where it fits none, its packed form. */
struct cargo {
	uint64_t value;       /* word */
	struct packed packed; /* bytes NULL: the word is all */
	uint32_t thing;       /* see event.h; 0 none */
};

#endif
