/* future.c - places for futures, handed out to pools in chunks that never move. */
#include "kitchen/future.h"

#define CHUNK ARENA_FUTURES_CHUNK

struct future *future_more(uint16_t pool)
{
	struct future *chunk = arena_alloc(CHUNK * sizeof *chunk);
	if (!chunk)
		return NULL;
	guard_take(&arena->guard_futures);
	uint32_t n = atomic_load_explicit(&arena->future_chunks, memory_order_relaxed);
	if (n < ARENA_FUTURES_CHUNKS) {
		for (uint32_t i = 0; i < CHUNK; i++)
			chunk[i] = (struct future){ .next = i + 1 < CHUNK ? &chunk[i + 1] : NULL, .index = n * CHUNK + i, .pool = pool };
		arena->futures[n] = chunk;
		atomic_store_explicit(&arena->future_chunks, n + 1, memory_order_release);
	}
	guard_give(&arena->guard_futures);
	if (n < ARENA_FUTURES_CHUNKS)
		return chunk;
	arena_free(chunk, CHUNK * sizeof *chunk);
	return NULL;
}

struct future *future_at(uint32_t index)
{
	if (index / CHUNK >= atomic_load_explicit(&arena->future_chunks, memory_order_acquire))
		return NULL;
	return &arena->futures[index / CHUNK][index % CHUNK];
}
