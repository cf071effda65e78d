/* private.c - see private.h. The places are plain memory that is zero at first and takes room only where it is touched. */
#include "kitchen/private.h"

#include "engine/futex.h"
#include "kitchen/arena.h"
#include "kitchen/nudge.h"
#include "kitchen/probe.h"

static struct place {
	uint64_t words[PRIVATE_BYTES / 8];
} places[ARENA_OBJECTS] __attribute__((aligned(64)));
static bool open_;
static bool child;

void private_open(void)
{
	open_ = true;
}

void *private_place(uint32_t id)
{
	return open_ ? &places[id] : NULL;
}

bool private_is_main(void)
{
	return !child;
}

void private_play(bool is_main)
{
	child = !is_main;
}

void private_begin(void)
{
	child = true;
	probe_ring = NULL;
	futex_later = (struct futex_later){ 0 };
	nudge_runs(NULL);
}
