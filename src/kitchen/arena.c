/* arena.c - the shared mapping and its heap.
 *
 * The heap hands out blocks of 32 bytes and up in powers of two from one growing end, and keeps a list of free blocks per size. It is
 * meant for things that cross between workers (tables in queues, functions on their way, objects): not for Lua's own memory.
 */
#include "kitchen/arena.h"

#include "kitchen/worker.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

struct arena *arena;

struct heap_free {
	struct heap_free *next;
};

static const size_t heap_sizes[] = { (size_t)8 << 30, (size_t)2 << 30, (size_t)512 << 20 };

static size_t page_up(size_t size)
{
	return (size + 4095) & ~(size_t)4095;
}

/* Reserve as much address space as the machine lets us have; pages come when they are touched. */
static char *reserve(size_t fixed, size_t *heap)
{
	for (size_t i = 0; i < sizeof heap_sizes / sizeof *heap_sizes; i++) {
		void *at = mmap(NULL, fixed + heap_sizes[i], PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		if (at != MAP_FAILED) {
			madvise(at, fixed + heap_sizes[i], MADV_DONTDUMP); /* a crash must not write gigabytes */
			*heap = heap_sizes[i];
			return at;
		}
	}
	return NULL;
}

int arena_open(struct error *error)
{
	size_t head = page_up(sizeof *arena), workers = page_up(sizeof(struct worker) * ARENA_WORKERS), heap;
	char *at = reserve(head + workers, &heap);
	if (!at)
		return error_set(error, "no room for the kitchen: %zu MB of address space are needed (see ulimit -v)", (head + workers + heap_sizes[2]) >> 20);
	arena = (struct arena *)at;
	arena->workers = (struct worker *)(at + head);
	arena->heap = at + head + workers;
	arena->heap_size = heap;
	struct guard *guards[] = { &arena->guard_workers, &arena->guard_objects, &arena->guard_futures, &arena->guard_texts, &arena->guard_rings, &arena->guard_notices,
		&arena->guard_violations, &arena->guard_heap };
	for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
		guard_init(guards[i]);
	for (int i = 0; i < 64; i++)
		guard_init(&arena->guard_joins[i]);
	ring_bell = &arena->bell;
	arena->beat = 1;
	arena->worker_count = 1;
	arena->object_count = 1;
	arena->text_count = 1;
	arena->devices.eventfd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	arena->floor.eventfd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	arena->crew.eventfd = arena->services.eventfd = arena->devices.eventfd; /* the kitchen process looks at all three */
	if (arena->devices.eventfd < 0 || arena->floor.eventfd < 0)
		return error_set(error, "no event descriptors to be had: too many open files");
	return 0;
}

/* The smallest c with 32 << c >= size. */
static unsigned size_class(size_t size)
{
	return size <= 32 ? 0 : 64 - (unsigned)__builtin_clzll(size - 1) - 5;
}

/* A block; *used: it was in use before. */
static void *block_take(size_t size, bool *reused)
{
	unsigned class = size_class(size);
	size_t bytes = (size_t)32 << class;
	size_t align = bytes < 64 ? bytes : 64; /* a cache line is the most that anything here asks for */
	void *fresh = NULL;
	if (class >= 48)
		return NULL;
	guard_take(&arena->guard_heap);
	struct heap_free *used = arena->heap_free[class];
	if (used) {
		arena->heap_free[class] = used->next;
	} else {
		size_t at = (arena->heap_used + align - 1) & ~(align - 1);
		if (bytes <= arena->heap_size - at) {
			fresh = arena->heap + at;
			arena->heap_used = at + bytes;
		}
	}
	guard_give(&arena->guard_heap);
	*reused = used != NULL;
	return used ? used : fresh;
}

void *arena_alloc(size_t size)
{
	bool reused;
	void *block = block_take(size, &reused);
	return block && reused ? memset(block, 0, size) : block; /* what was never used is zero, and is not touched before it is */
}

void *arena_alloc_raw(size_t size)
{
	bool reused;
	return block_take(size, &reused);
}

void arena_free(void *block, size_t size)
{
	struct heap_free *freed = block;
	unsigned class = size_class(size);
	if (!block)
		return;
	guard_take(&arena->guard_heap);
	freed->next = arena->heap_free[class];
	arena->heap_free[class] = freed;
	guard_give(&arena->guard_heap);
}

int arena_post(char type, const char *json, size_t length)
{
	if (arena->turn.exploring)
		return 0; /* the same settings are declared again and again */
	struct notice *notice = arena_alloc(sizeof *notice + length);
	if (!notice)
		return -1;
	notice->type = type;
	notice->length = length;
	memcpy(notice->json, json, length);
	guard_take(&arena->guard_notices);
	if (arena->notice_last)
		atomic_store_explicit(&arena->notice_last->next, notice, memory_order_release);
	else
		atomic_store_explicit(&arena->notice_first, notice, memory_order_release);
	arena->notice_last = notice;
	guard_give(&arena->guard_notices);
	return 0;
}

static void say_failure(const char *format, va_list args)
{
	error_vset(&arena->failure, format, args);
	atomic_store_explicit(&arena->failure_whole, 1, memory_order_release);
	eventfd_write(arena->devices.eventfd, 1);
}

void arena_fail(const char *format, ...)
{
	va_list args;
	uint32_t none = 0;
	if (!atomic_compare_exchange_strong(&arena->failed, &none, (uint32_t)gettid()))
		return;
	va_start(args, format);
	say_failure(format, args);
	va_end(args);
}

void arena_fail_for(uint32_t dead, const char *format, ...)
{
	va_list args;
	uint32_t by = atomic_load(&arena->failed);
	if (!by || (dead && by != dead) || atomic_load(&arena->failure_whole))
		return;
	va_start(args, format);
	say_failure(format, args);
	va_end(args);
}

struct arena_setting *arena_setting_named(uint32_t name)
{
	uint32_t count = atomic_load_explicit(&arena->setting_count, memory_order_acquire);
	for (uint32_t i = 0; i < count; i++)
		if (arena->settings[i].name == name)
			return &arena->settings[i];
	return NULL;
}
