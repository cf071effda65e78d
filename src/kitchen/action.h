/* action.h - what a worker is about to do: one step, for whoever chooses who goes next.
 *
 * Every word of a recipe that others can see says this before it does anything. In a free run nobody asks; under control a worker waits with it
 * until it is chosen, which it is only when the action is possible, that is, when the real call would not wait. */
#ifndef LUNCHRUSH_KITCHEN_ACTION_H
#define LUNCHRUSH_KITCHEN_ACTION_H

#include "trace/event.h"

struct action {
	uint8_t verb;    /* enum kind of the event that will tell of it: PUT, GET, READ, WRITE, ACQUIRE … */
	uint16_t object; /* at what; 0 nothing */
	uint32_t item;   /* the thing, or the index of an element; as in the event */
	uint64_t value;  /* the word to be put or written; as in the event */
};

#endif
