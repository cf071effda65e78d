/* grill.h - slots on which things cook by themselves.
 *
 * A device (see device.h) marks a thing cooked when its time is over. Any worker may place, look and take; each is one action. */
#ifndef LUNCHRUSH_KITCHEN_GRILL_H
#define LUNCHRUSH_KITCHEN_GRILL_H

#include "kitchen/device.h"

#define GRILL_SLOTS_MAX 64

enum grill_state { GRILL_FREE, GRILL_COOKING, GRILL_COOKED };

struct grill_slot {
	struct cargo cargo;
	uint64_t due_ns; /* kitchen time */
	uint8_t state;   /* enum grill_state */
};

struct grill {
	struct object object;
	struct device device;
	uint64_t cook_ns; /* kitchen time */
	uint32_t slots;
	struct grill_slot slot[GRILL_SLOTS_MAX];
};

/* slots: 1 to GRILL_SLOTS_MAX. NULL when the arena is full. */
struct grill *grill_new(uint32_t name, uint32_t slots, uint64_t cook_ns, struct worker *maker);

/* Slots count from 1; the caller has checked the range. */
/* False when the slot is taken; else the cargo is taken over. */
bool grill_place(struct grill *grill, const struct worker *worker, uint32_t slot, const struct cargo *cargo);
enum grill_state grill_look(struct grill *grill, const struct worker *worker, uint32_t slot);
/* What lay there (GRILL_FREE: nothing), raw or cooked; the cargo becomes the caller's. */
enum grill_state grill_take(struct grill *grill, const struct worker *worker, uint32_t slot, struct cargo *cargo);

#endif
