/* moment.c - keeping all memory of a run, and putting it back; see moment.h.
 *
 * A moment is one copy of all pieces in a row. Moments are a stack, as the walk over the schedules goes depth first. Their memory is bounded: where
 * they outgrow it only every second is kept, then every fourth, and a run has a few more steps to repeat.
 *
 * What grows from id to id (workers, objects, the names of globals, the arena's heap) is kept up to its end, and what came after it is zeroed when it is put
 * back: what is handed out anew is taken to be zero. */
#include "kitchen/moment_inner.h"

#include "kitchen/worker.h"

#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)64 << 20) /* of all moments */
#define OWN_MAX 16
#define PIECES_MAX (OWN_MAX + 40)

struct piece {
	void *at;
	size_t size;
};

struct moment {
	uint32_t depth;
	uint32_t workers, objects, settings, texts, future_chunks; /* their counts then */
	size_t heap_used, lua_used;                 /* … of bytes */
	size_t size, room;                          /* of `bytes`: in use, and in all */
	char *bytes;
};

static struct piece own[OWN_MAX];
static size_t own_count;
static size_t heap_start;          /* of what runs take of the arena's heap */
static struct moment *moments;
static size_t count, made;         /* kept; and with bytes that can be used again */
static size_t kept_bytes;
static uint32_t every = 1;         /* moments at multiples of this depth are kept */

bool moment_open(size_t heap)
{
	heap_start = heap;
	own_count = 0;
	moment_forget();
	return moment_heap_open();
}

void moment_piece(void *at, size_t size)
{
	if (own_count == OWN_MAX)
		abort();
	own[own_count++] = (struct piece){ at, size };
}

void *moment_calloc(size_t size)
{
	return arena->turn.exploring ? arena_alloc(size) : calloc(1, size);
}

void moment_free(void *bytes, size_t size)
{
	if (arena->turn.exploring)
		arena_free(bytes, size);
	else
		free(bytes);
}

#define PIECE(field) { (void *)&arena->field, sizeof arena->field }

/* All memory of a run that has come as far as `m` says; the number of pieces. */
static size_t pieces_of(const struct moment *m, struct piece *to)
{
	size_t ignored;
	const struct piece parts[] = {
		{ moment_heap(&ignored), m->lua_used },
		{ arena->heap + heap_start, m->heap_used - heap_start },
		{ arena->workers, sizeof *arena->workers * m->workers },
		{ arena->objects, sizeof *arena->objects * m->objects },
		{ arena->settings, sizeof *arena->settings * m->settings },
		{ arena->global_of_text, sizeof *arena->global_of_text * m->texts },
		{ &arena->turn, offsetof(struct turn, orders) },
		PIECE(clock), PIECE(awake), PIECE(alive), PIECE(worker_count), PIECE(object_count), PIECE(setting_count), PIECE(arrived), PIECE(served), PIECE(lost),
		PIECE(retried), PIECE(serial), PIECE(running), PIECE(failed), PIECE(failure_whole), PIECE(outcome), PIECE(ended), PIECE(misuse), PIECE(violations),
		PIECE(violation_count), PIECE(broken), PIECE(uncaught), PIECE(heap_used), PIECE(heap_free),
		PIECE(future_chunks), { arena->futures, sizeof *arena->futures * m->future_chunks },
	};
	size_t n = sizeof parts / sizeof *parts;
	memcpy(to, parts, sizeof parts);
	memcpy(to + n, own, own_count * sizeof *own);
	return n + own_count;
}

/* How far the run has come now. */
static void measure(struct moment *m)
{
	m->workers = atomic_load(&arena->worker_count);
	m->objects = atomic_load(&arena->object_count);
	m->settings = atomic_load(&arena->setting_count);
	m->texts = atomic_load(&arena->text_count);
	m->future_chunks = atomic_load(&arena->future_chunks);
	m->heap_used = arena->heap_used;
	moment_heap(&m->lua_used);
}

/* ---- the stack of moments ---- */

static void drop_after(uint32_t depth)
{
	while (count && moments[count - 1].depth > depth)
		kept_bytes -= moments[--count].size;
}

/* Keep only those at multiples of `every`; the others' bytes stay to be used again, behind. */
static void thin(void)
{
	size_t left = 0;
	for (size_t i = 0; i < count; i++) {
		struct moment swapped = moments[i];
		if (swapped.depth % every) {
			kept_bytes -= swapped.size;
			continue;
		}
		moments[i] = moments[left];
		moments[left++] = swapped;
	}
	for (size_t i = left; i < made; i++) {
		free(moments[i].bytes);
		moments[i] = (struct moment){ 0 };
	}
	count = made = left;
}

/* A place at the end of the stack with room for so many bytes; NULL when memory is out. */
static struct moment *push(size_t size)
{
	if (count == made) {
		struct moment *more = realloc(moments, (made + 1) * sizeof *more);
		if (!more)
			return NULL;
		moments = more;
		moments[made++] = (struct moment){ 0 };
	}
	struct moment *m = &moments[count];
	if (m->room < size) {
		free(m->bytes);
		m->room = size + size / 8;
		m->bytes = malloc(m->room);
		if (!m->bytes) {
			m->room = 0;
			return NULL;
		}
	}
	m->size = size;
	kept_bytes += size;
	count++;
	return m;
}

void moment_keep(uint32_t depth)
{
	struct piece pieces[PIECES_MAX];
	struct moment now = { .depth = depth };
	size_t size = 0;
	drop_after(depth);
	if (depth % every || (count && moments[count - 1].depth == depth))
		return;
	measure(&now);
	size_t n = pieces_of(&now, pieces);
	for (size_t i = 0; i < n; i++)
		size += pieces[i].size;
	while (count > 1 && kept_bytes + size > MEMORY_MAX) {
		every *= 2;
		thin();
	}
	struct moment *m = depth % every ? NULL : push(size);
	if (!m)
		return;
	now.size = size;
	now.room = m->room;
	now.bytes = m->bytes;
	*m = now;
	char *to = m->bytes;
	for (size_t i = 0; i < n; to += pieces[i++].size)
		memcpy(to, pieces[i].at, pieces[i].size);
}

bool moment_back(uint32_t depth, uint32_t *found)
{
	struct piece pieces[PIECES_MAX];
	struct moment now;
	drop_after(depth);
	if (!count)
		return false;
	const struct moment *m = &moments[count - 1];
	const char *from = m->bytes;
	measure(&now);
	size_t n = pieces_of(m, pieces);
	for (size_t i = 0; i < n; from += pieces[i++].size)
		memcpy(pieces[i].at, from, pieces[i].size);
	if (now.heap_used > m->heap_used)
		memset(arena->heap + m->heap_used, 0, now.heap_used - m->heap_used);
	if (now.workers > m->workers)
		memset(arena->workers + m->workers, 0, (now.workers - m->workers) * sizeof *arena->workers);
	if (now.texts > m->texts)
		memset(arena->global_of_text + m->texts, 0, (now.texts - m->texts) * sizeof *arena->global_of_text);
	*found = m->depth;
	return true;
}

void moment_forget(void)
{
	for (size_t i = 0; i < made; i++)
		free(moments[i].bytes);
	free(moments);
	moments = NULL;
	count = made = kept_bytes = 0;
	every = 1;
}
