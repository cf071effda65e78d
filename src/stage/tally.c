/* tally.c - see tally.h. Open addressing with steps of one; at most half of the places are in use. */
#include "stage/tally.h"

#include "trace/splitmix.h"

#include <stdlib.h>

void tally_release(struct tally *tally)
{
	free(tally->keys);
	free(tally->values);
	*tally = (struct tally){ .keys = NULL };
}

/* The key's place, or the empty one where it would go. The table has one. */
static size_t place_of(const struct tally *tally, uint64_t key)
{
	size_t at = splitmix_mix(0, key) & (tally->size - 1);
	while (tally->keys[at] && tally->keys[at] != key)
		at = (at + 1) & (tally->size - 1);
	return at;
}

static void grow(struct tally *tally)
{
	struct tally grown = { .used = tally->used, .size = tally->size ? tally->size * 2 : 64 };
	grown.keys = calloc(grown.size, sizeof *grown.keys);
	grown.values = calloc(grown.size, sizeof *grown.values);
	if (!grown.keys || !grown.values)
		abort();
	for (size_t i = 0; i < tally->size; i++)
		if (tally->keys[i]) {
			size_t at = place_of(&grown, tally->keys[i]);
			grown.keys[at] = tally->keys[i];
			grown.values[at] = tally->values[i];
		}
	tally_release(tally);
	*tally = grown;
}

uint64_t *tally_at(struct tally *tally, uint64_t key)
{
	key += key == 0;
	if (tally->used * 2 >= tally->size)
		grow(tally);
	size_t at = place_of(tally, key);
	tally->used += tally->keys[at] == 0;
	tally->keys[at] = key;
	return &tally->values[at];
}

uint64_t tally_get(const struct tally *tally, uint64_t key)
{
	key += key == 0;
	size_t at = tally->size ? place_of(tally, key) : 0;
	return tally->size && tally->keys[at] ? tally->values[at] : 0;
}
