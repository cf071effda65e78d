/* texts.c - interning: an open-addressed hash over ids, read without the guard.
 *
 * A text's bytes are written before its id is put into `texts`, and that before the hash slot (release); so a reader that finds
 * a slot (acquire) finds a whole text. Only writers take the guard. The table is twice as large as there can be texts. */
#include "kitchen/texts.h"

#include "kitchen/arena.h"
#include "trace/stream.h"
#include "trace/text.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS (ARENA_TEXTS * 2)

/* A text in the arena: its length, then its bytes and a NUL. */
struct text {
	uint32_t length;
	char bytes[];
};

static const struct text *text_at(uint32_t id)
{
	return (const struct text *)(arena->texts[id] - sizeof(struct text));
}

/* FNV-1a, 32 bits. */
static uint32_t hash_of(const char *bytes, size_t length)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < length; i++)
		h = (h ^ (unsigned char)bytes[i]) * 16777619u;
	return h;
}

/* The id in the hash, or 0 with *slot where it would go. */
static uint32_t lookup(const char *bytes, size_t length, uint32_t *slot)
{
	for (uint32_t i = hash_of(bytes, length) & (SLOTS - 1);; i = (i + 1) & (SLOTS - 1)) {
		uint32_t id = atomic_load_explicit(&arena->text_hash[i], memory_order_acquire);
		*slot = i;
		if (!id || (text_at(id)->length == length && memcmp(arena->texts[id], bytes, length) == 0))
			return id;
	}
}

/* While every schedule is counted the arena's heap is emptied again and again, and texts stay: they lie elsewhere then, for no other process asks. */
static struct text *room_for(size_t size)
{
	return arena->turn.exploring ? calloc(1, size) : arena_alloc(size);
}

static uint32_t add(const char *bytes, size_t length, uint32_t slot)
{
	uint32_t id = atomic_load_explicit(&arena->text_count, memory_order_relaxed);
	struct text *text = id < ARENA_TEXTS ? room_for(sizeof *text + length + 1) : NULL;
	if (!text)
		return 0;
	text->length = (uint32_t)length;
	memcpy(text->bytes, bytes, length);
	arena->texts[id] = text->bytes;
	atomic_store_explicit(&arena->text_count, id + 1, memory_order_release);
	atomic_store_explicit(&arena->text_hash[slot], id, memory_order_release);
	return id;
}

bool texts_settle(uint32_t first)
{
	for (uint32_t id = first; id < atomic_load_explicit(&arena->text_count, memory_order_relaxed); id++) {
		const struct text *text = text_at(id);
		struct text *settled = arena_alloc(sizeof *text + text->length + 1);
		if (!settled)
			return false;
		memcpy(settled, text, sizeof *text + text->length + 1);
		arena->texts[id] = settled->bytes;
	}
	return true;
}

uint32_t texts_intern(const char *text, size_t length)
{
	char clean[STREAM_TEXT_MAX + 1];
	uint32_t slot, id;
	length = text_clean(clean, sizeof clean, text, length);
	if (length == 0)
		return 0;
	id = lookup(clean, length, &slot);
	if (id)
		return id;
	guard_take(&arena->guard_texts);
	id = lookup(clean, length, &slot);
	if (!id)
		id = add(clean, length, slot);
	guard_give(&arena->guard_texts);
	return id;
}

uint32_t texts_of(const char *text)
{
	return texts_intern(text, strlen(text));
}

const char *texts_get(uint32_t id, size_t *length)
{
	if (id == 0 || id >= atomic_load_explicit(&arena->text_count, memory_order_acquire)) {
		if (length)
			*length = 0;
		return "";
	}
	if (length)
		*length = text_at(id)->length;
	return arena->texts[id];
}
