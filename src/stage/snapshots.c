#include "stage/snapshots.h"

#define DISTANCE_FIRST 4096
/* A copy costs about as much as folding an event for each so many of its bytes: larger stages are copied less often. */
#define BYTES_PER_EVENT 256

void snapshots_init(struct snapshots *snapshots)
{
	*snapshots = (struct snapshots){.distance = DISTANCE_FIRST, .due = DISTANCE_FIRST};
}

void snapshots_release(struct snapshots *snapshots)
{
	for (size_t i = 0; i < snapshots->count; i++)
		stage_release(&snapshots->kept[i].stage);
	*snapshots = (struct snapshots){0};
}

static void drop_every_other(struct snapshots *snapshots)
{
	size_t kept = 0;
	for (size_t i = 0; i < snapshots->count; i++) {
		struct snapshot *snapshot = &snapshots->kept[i];
		if (i % 2 == 1) {
			snapshots->kept[kept++] = *snapshot;
			continue;
		}
		snapshots->bytes -= snapshot->bytes;
		stage_release(&snapshot->stage);
	}
	snapshots->count = kept;
	snapshots->distance *= 2;
}

void snapshots_take(struct snapshots *snapshots, size_t position, const struct stage *stage)
{
	size_t bytes = stage_bytes(stage);
	while (snapshots->count == SNAPSHOTS_MAX || (snapshots->count > 0 && snapshots->bytes + bytes > SNAPSHOTS_BYTES_MAX))
		drop_every_other(snapshots);
	size_t pause = bytes / BYTES_PER_EVENT;
	snapshots->due = position + (snapshots->distance > pause ? snapshots->distance : pause);
	if (bytes > SNAPSHOTS_BYTES_MAX)
		return;
	struct snapshot *snapshot = &snapshots->kept[snapshots->count++];
	*snapshot = (struct snapshot){.position = position, .bytes = bytes};
	stage_copy(&snapshot->stage, stage);
	snapshots->bytes += bytes;
}

const struct snapshot *snapshots_before(const struct snapshots *snapshots, size_t position)
{
	for (size_t i = snapshots->count; i-- > 0;)
		if (snapshots->kept[i].position <= position)
			return &snapshots->kept[i];
	return NULL;
}
