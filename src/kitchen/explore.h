/* explore.h - `explore`: the floor runs the recipe again and again on coroutines, and counts every schedule.
 *
 * One more engine under the same objects: the same words, the same gate, the same rules of who is able. Between two runs the arena's
 * workers, objects and heap are as they were before the first. */
#ifndef LUNCHRUSH_KITCHEN_EXPLORE_H
#define LUNCHRUSH_KITCHEN_EXPLORE_H

#include "kitchen/worker.h"
#include "trace/launch.h"
#include "trace/stream.h"

#include <lua.h>

/* Explore; the answer, one JSON object, is posted as the Z frame. -1 with words. In the floor, instead of a run. */
int explore_run(const struct launch *launch, const struct buffer *source, struct error *error);

/* Under exploration: who goes next; 0 cuts the run short. By the chooser (turn.c). */
uint32_t explore_choose(const uint32_t *able, uint32_t count);

/* The recipe asks for what no schedule decides: it cannot be explored, and `words` (file:line: why) are all that the exploration says. */
void explore_refuse(const char *words);

/* Something goes by the clock here (a sleep, a device): a schedule's `A*` would end where A sleeps, which counted steps do not. */
void explore_timed(void);

struct cell;
/* A task has looked up a global that is a function or an object: part of what it has seen, though no action. */
void explore_looked_up(struct worker *worker, const struct cell *cell);

/* A worker was made by the one who moves: where workers are processes it has from now on what its maker has now. */
void explore_process_born(struct worker *worker);

/* An attempt of L's task gave these results (the top `count` values): part of what the task has seen. */
void explore_saw(lua_State *L, struct worker *worker, int count);

#endif
