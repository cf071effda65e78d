/* travel.h - what crossing costs: each parcel of some size tells how many bytes it is and how long packing and unpacking it took. */
#ifndef LUNCHRUSH_KITCHEN_TRAVEL_H
#define LUNCHRUSH_KITCHEN_TRAVEL_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

#define TRAVEL_TOLD_BYTES 1024u /* smaller ones cost less than telling of them */

/* Before packing or unpacking: to be given to the calls below. Run time in nanoseconds. */
uint64_t travel_begin(void);
/* L's task has packed, unpacked so many bytes since `begun_ns`. Told and summed up when they are many; in virtual time without how long it took. */
void travel_packed(lua_State *L, size_t bytes, uint64_t begun_ns);
void travel_unpacked(lua_State *L, size_t bytes, uint64_t begun_ns);

#endif
