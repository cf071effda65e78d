/* head.h - the stream's H frame: what the run is. */
#ifndef LUNCHRUSH_KITCHEN_HEAD_H
#define LUNCHRUSH_KITCHEN_HEAD_H

#include "kitchen/kitchen.h"
#include "trace/launch.h"
#include "trace/stream.h"

/* Post it. `card` and `source` are what could be read of the recipe; gil and pace are the run's. The engine is arena->engine. Once per run: by the floor, or
 * by the kitchen process when the floor died before it could. */
void head_post(const struct launch *launch, const struct recipe_card *card, const struct buffer *source, bool gil, double pace);

/* Whether it was posted. Kitchen process, when the floor has ended. */
bool head_posted(void);

#endif
