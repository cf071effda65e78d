/* snapshots.h - copies of a stage put by on the way, so that going back need not begin at the beginning; private to src/stage.
 *
 * They lie about evenly over the run. When there are more than SNAPSHOTS_MAX, or they take more than SNAPSHOTS_BYTES_MAX together, every
 * other one is dropped and the distance doubles. */
#ifndef LUNCHRUSH_STAGE_SNAPSHOTS_H
#define LUNCHRUSH_STAGE_SNAPSHOTS_H

#include "stage/stage.h"

#define SNAPSHOTS_MAX 64
#define SNAPSHOTS_BYTES_MAX ((size_t)256 << 20)

struct snapshots {
	struct snapshot {
		size_t position; /* events folded */
		size_t bytes;
		struct stage stage;
	} kept[SNAPSHOTS_MAX];
	size_t count;
	size_t distance; /* events between two */
	size_t due;      /* position at which the next is to be taken */
	size_t bytes;    /* of all kept */
};

void snapshots_init(struct snapshots *snapshots);
void snapshots_release(struct snapshots *snapshots);
/* Put a copy by: the stage after `position` events, which is at or past `due`. */
void snapshots_take(struct snapshots *snapshots, size_t position, const struct stage *stage);
/* The last one at or before the position; NULL when there is none. */
const struct snapshot *snapshots_before(const struct snapshots *snapshots, size_t position);

#endif
