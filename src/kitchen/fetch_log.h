/* fetch_log.h - answers that were got once, for when the run is taken again.
 *
 * A step that is taken back, another branch, a schedule played anew: each is a kitchen of its own that begins at the beginning. Under control it gets the
 * answers that a kitchen of the same sitting had to the same requests: the same run (recipe, settings, seed, --url), the same worker, its n-th
 * request, the same path; or the same program with the same arguments. What lies on descriptor LAUNCH_ANSWERS_FD is the log; without one, or when it is full, each request is made for real. */
#ifndef LUNCHRUSH_KITCHEN_FETCH_LOG_H
#define LUNCHRUSH_KITCHEN_FETCH_LOG_H

#include "kitchen/fetch.h"
#include "kitchen/outside.h"
#include "trace/launch.h"
#include "trace/stream.h"

/* In the floor, before any worker of a run under control; the recipe's text is part of what the run is. */
void fetch_log_open(const struct launch *launch, const struct buffer *source);
/* The answer as it was; false when there is none. The worker that has the turn. */
bool fetch_log_take(struct fetch *fetch);
/* Keep it. The worker that has the turn. */
void fetch_log_keep(const struct fetch *fetch);

/* The same for outside programs, by their command line: how it ended, and what it wrote. */
bool fetch_log_take_outside(struct outside *outside);
void fetch_log_keep_outside(const struct outside *outside);

#endif
