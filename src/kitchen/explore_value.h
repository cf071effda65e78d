/* explore_value.h - hashing what a worker's Lua holds, by content: a walk over values, from its stack on.
 *
 * Things that can be told apart by more than their content (tables, closures, captured locals) are numbered in the order in which they are met, and met again only their number
 * is hashed: so two walks that give the same hash went over the same shape, addresses apart. Where something cannot be hashed for certain the walk says so, and the worker's
 * history takes its place. In the floor, between two steps. */
#ifndef LUNCHRUSH_KITCHEN_EXPLORE_VALUE_H
#define LUNCHRUSH_KITCHEN_EXPLORE_VALUE_H

#include "kitchen/explore_mix.h"

#include <lua.h>

/* What can be told of a worker; the worst of what was met counts. */
enum walk_trust {
	WALK_SURE,   /* equal hashes, equal futures */
	WALK_UNSURE, /* something was met of which only the history tells */
	WALK_ALONE,  /* not even that: the state is to be taken for no other */
};

struct walk {
	struct explorer_key key;
	enum walk_trust trust;
	lua_State *L;      /* where values are looked at */
	const char *stack; /* the first place of the worker's stack: captured locals that still lie there are told by their distance */
	uint32_t met;      /* things numbered so far */
	int depth;
};

/* Once per Lua state, before it runs anything; false when Lua is not as expected: then no walk may be made. */
bool walk_open(lua_State *L);
/* The first moment is about to be kept: what was learned so far stays. */
void walk_lasts(void);
/* The run goes on from an earlier moment: what was learned since is no longer there. */
void walk_back(void);

struct walk walk_begin(lua_State *L);
/* The value on top of walk->L, which is taken off. */
void walk_value(struct walk *walk);
/* All that lies on a coroutine that waits, or has not begun. */
void walk_coroutine(struct walk *walk, lua_State *coroutine);

/* For the files of the walk: what is known of a function's code (explore_code.c). NULL when memory is out. */
struct walk_code {
	const struct inside_proto *proto;
	struct explorer_key same; /* equal for code that is equal */
	uint64_t *live;           /* bytecode_live */
};
/* The Lua closure is on top of L. */
const struct walk_code *walk_code(lua_State *L);
void walk_code_open(void);
void walk_code_lasts(void);
void walk_code_back(void);

#endif
