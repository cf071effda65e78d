/* moment_heap.c - Lua's memory in one mapping; see moment.h.
 *
 * Blocks are handed out from one growing end and used again by size: multiples of 16 bytes up to 1 KB, powers of two above. All that the allocator
 * knows lies at the head of the mapping, so that it is put back with the rest; the same calls then give the same addresses. */
#include "kitchen/moment_inner.h"

#include <string.h>
#include <sys/mman.h>

#define MAPPING ((size_t)400 << 20) /* more than a run's Lua may take, see task.c */
#define FINE 64                     /* sizes that are multiples of 16 */

struct block {
	struct block *next;
};

struct heap {
	size_t used; /* with this head */
	struct block *free[FINE + 1 + 32];
} __attribute__((aligned(16)));

static struct heap *heap;

bool moment_heap_open(void)
{
	if (!heap) {
		void *at = mmap(NULL, MAPPING, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		heap = at == MAP_FAILED ? NULL : at;
	}
	if (heap)
		*heap = (struct heap){ .used = sizeof *heap };
	return heap != NULL;
}

void *moment_heap(size_t *used)
{
	*used = heap->used;
	return heap;
}

/* Which list, and how many bytes its blocks have. */
static unsigned class_of(size_t size, size_t *bytes)
{
	if (size <= FINE * 16) {
		unsigned class = (unsigned)((size + 15) / 16);
		*bytes = (size_t)class * 16;
		return class;
	}
	unsigned bits = 64 - (unsigned)__builtin_clzll(size - 1);
	*bytes = (size_t)1 << bits;
	return FINE + bits - 10;
}

static void *take(size_t size)
{
	size_t bytes;
	unsigned class = size > MAPPING ? FINE + 31 : class_of(size, &bytes);
	if (size > MAPPING)
		return NULL;
	struct block *block = heap->free[class];
	if (block) {
		heap->free[class] = block->next;
		return block;
	}
	if (bytes > MAPPING - heap->used)
		return NULL;
	block = (struct block *)((char *)heap + heap->used);
	heap->used += bytes;
	return block;
}

static void give(void *bytes, size_t size)
{
	size_t whole;
	struct block *block = bytes;
	unsigned class = class_of(size, &whole);
	block->next = heap->free[class];
	heap->free[class] = block;
}

void *moment_resize(void *bytes, size_t old, size_t size)
{
	size_t had, has;
	if (size == 0) {
		if (bytes && old)
			give(bytes, old);
		return NULL;
	}
	if (!bytes || !old)
		return take(size);
	if (class_of(old, &had) == class_of(size, &has))
		return bytes;
	void *fresh = take(size);
	if (!fresh)
		return size < old ? bytes : NULL;
	memcpy(fresh, bytes, old < size ? old : size);
	give(bytes, old);
	return fresh;
}
