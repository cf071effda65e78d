/* api_pool_inner.h - what the files about pools and futures share with one another. */
#ifndef LUNCHRUSH_KITCHEN_API_POOL_INNER_H
#define LUNCHRUSH_KITCHEN_API_POOL_INNER_H

#include "kitchen/api.h"
#include "kitchen/pool.h"

/* A function that a pool keeps, as a number of its own among those of all pools. */
static inline lua_Integer pool_code_id(const struct pool *pool, int code)
{
	return (lua_Integer)code | (lua_Integer)pool->object.id << 16;
}

/* Push a handle that has no future yet, and say where that goes: one that was counted for it. */
struct future **api_future_place(lua_State *L);
/* f:result(). */
int api_future_result(lua_State *L);
/* The type of futures, and which of all these calls may wait. */
void api_open_futures(lua_State *L);
void api_open_pool_life(lua_State *L);

#endif
