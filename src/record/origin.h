/* origin.h - where a recording came from, as its header says: what `replay` needs to take the run over.
 *
 * A recording may come from a stranger: of its run a plain name is taken, beside the recording; of lessons and recipes names, paths below this folder, and whole paths of what can only be one; everything
 * else is checked by whoever reads a command line. */
#ifndef LUNCHRUSH_RECORD_ORIGIN_H
#define LUNCHRUSH_RECORD_ORIGIN_H

#include "trace/error.h"
#include "trace/launch.h"

#include <jansson.h>

struct origin {
	char trace[4096];     /* path of the run, beside the recording, as its header names it; "" it names none. Whether it is there, and is of this recording, is for the caller to see */
	char recipe[1024];    /* as it was typed; "" not said */
	char lesson[1024];    /* … of a lesson; "" none */
	bool seeded;          /* the seed is said; else it is the one that goes without saying */
	struct launch launch; /* seed, settings, engine, schedule, policy; the recipe is still to be found */
};

#define ORIGIN_LINE_MAX (1u << 20) /* bytes of a recording's first line, here and wherever one is read */

enum origin_is { ORIGIN_NOT_CAST, ORIGIN_OURS, ORIGIN_ELSEWHERE, ORIGIN_WRONG };

/* For the header: how the run of `recipe` (as it would be typed) was started. What of it is no UTF-8, which JSON could not hold, is left out. To be released by the caller. */
json_t *origin_write(const char *recipe, const struct launch *launch);
/* What would be typed for the recipe of a launch: its name where it lies below `shelf` (the data directory), else its path, from this folder where it is below that. NULL: it has neither, or no UTF-8. */
const char *origin_recipe(const struct launch *launch, const char *shelf);
/* … for a lesson of that name in that folder. NULL as above. */
const char *origin_lesson(const char *name, const char *folder, const char *shelf);
/* A recording that is at its end: its header says this from now on (NULL: nothing of ours), where before it said how things stood when it began. -1 with words; then it stays as it is. */
int origin_settle(const char *path, const json_t *own, struct error *error);

/* Read FILE's first line. ORIGIN_NOT_CAST: it is no recording at all (or cannot be read: somebody else says so; or is a pipe, of which nothing is taken); ORIGIN_WRONG with words: it says what a header cannot say. Whether
 * there are such a policy, schedule and engine is for the caller to see. origin_release in any case. */
enum origin_is origin_read(struct origin *origin, const char *path, struct error *error);
void origin_release(struct origin *origin);
/* Says so: a first line that is longer than ORIGIN_LINE_MAX. -1. */
int origin_too_long(const char *path, struct error *error);

#endif
