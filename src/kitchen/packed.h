/* packed.h - parcels (parcel.h) that lie in the arena's heap, where any worker can take them. */
#ifndef LUNCHRUSH_KITCHEN_PACKED_H
#define LUNCHRUSH_KITCHEN_PACKED_H

#include <lua.h>
#include <stdint.h>

struct packed {
	void *bytes; /* NULL: nothing */
	uint32_t length;
};

/* What the stack of L has at first … last (absolute). Raises a Lua error with words for what cannot travel; `what` names the cargo. */
struct packed packed_make(lua_State *L, int first, int last, const char *what);
/* Push the values; returns how many. Raises a Lua error when it is damaged. Does not free it. */
int packed_push(lua_State *L, struct packed packed);
/* A sum of the bytes, which begins with `sum`: FNV-1a, 64 bits. */
uint64_t packed_sum(const struct packed *packed, uint64_t sum);
void packed_free(struct packed *packed);

#endif
