/* collector.c - merging the rings.
 *
 * A turn first reads the clock, then all rings' heads. An event stamped after that moment stays for the next turn: so when an event is taken, whatever
 * caused it has been published (causes are published before their guard is let go, effects are stamped after it was taken) and stands before it. The
 * heads are merged through a small binary heap by stamp. As a second safety an event that carries its object's number waits until the
 * number before it has gone: stamps of two cores might disagree. A thread that was put off the core between stamp and publication comes late; its
 * event then takes the stream's time. */
#include "kitchen/collector.h"

#include "kitchen/explore_line.h"
#include "kitchen/probe.h"
#include "kitchen/texts.h"
#include "trace/hash.h"

#include <stdlib.h>

#define BATCH 1024

/* What is left of one ring in this turn. */
struct lane {
	struct ring *ring;
	uint32_t at, head;
	uint32_t consumed; /* taken and not yet given back */
};

struct collector {
	struct outbox *outbox;
	bool events;
	uint64_t count;
	uint64_t last_ns;          /* the stream's time */
	uint64_t held_ns;          /* while the kitchen is held its clock stands here; else UINT64_MAX */
	uint64_t hash;             /* of what happened; see trace/hash.h */
	uint32_t texts;            /* next text to send */
	struct notice *notice;     /* last one sent, NULL before the first */
	bool headed;               /* H has gone */
	uint32_t batched;
	struct event batch[BATCH];
	uint32_t numbers[65536];   /* last number sent, by object */
	uint32_t lane_count;
	struct lane lanes[ARENA_RINGS];
	struct lane *heap[ARENA_RINGS];
	uint32_t heap_count;
	struct lane *blocked[ARENA_RINGS]; /* their next event waits for a number */
	uint32_t blocked_count;
};

struct collector *collector_new(struct outbox *outbox, bool events)
{
	struct collector *collector = calloc(1, sizeof *collector);
	if (!collector)
		abort();
	collector->outbox = outbox;
	collector->events = events;
	collector->texts = 1;
	collector->hash = EVENT_HASH_START;
	return collector;
}

void collector_free(struct collector *collector)
{
	free(collector);
}

uint64_t collector_events(const struct collector *collector)
{
	return collector->count;
}

uint64_t collector_hash(const struct collector *collector)
{
	return collector->hash;
}

/* ---- what goes before events ---- */

static void send_notices(struct collector *collector)
{
	struct notice *next;
	for (;;) {
		next = collector->notice ? atomic_load_explicit(&collector->notice->next, memory_order_acquire)
					 : atomic_load_explicit(&arena->notice_first, memory_order_acquire);
		if (!next)
			return;
		stream_json(&collector->outbox->buffer, next->type, next->json, next->length);
		collector->headed = true;
		collector->notice = next;
	}
}

/* How far an exploration is; old once it has told what it counted. */
static void send_news(struct collector *collector)
{
	char news[EXPLORE_NEWS_MAX];
	size_t length = explore_line_news(news);
	if (length && collector->notice && collector->notice->type != 'X' && collector->notice->type != 'Z')
		stream_json(&collector->outbox->buffer, 'X', news, length);
}

static void send_texts(struct collector *collector)
{
	if (!collector->events)
		return;
	uint32_t count = atomic_load_explicit(&arena->text_count, memory_order_acquire);
	for (; collector->texts < count; collector->texts++) {
		size_t length;
		const char *text = texts_get(collector->texts, &length);
		stream_text(&collector->outbox->buffer, collector->texts, text, length);
	}
}

/* ---- the heap ---- */

static const struct event *front(const struct lane *lane)
{
	return &lane->ring->events[lane->at & (RING_EVENTS - 1)];
}

static bool earlier(const struct lane *a, const struct lane *b)
{
	return front(a)->time_ns < front(b)->time_ns;
}

static void sift_down(struct collector *c, uint32_t i)
{
	for (;;) {
		uint32_t child = 2 * i + 1;
		if (child >= c->heap_count)
			return;
		if (child + 1 < c->heap_count && earlier(c->heap[child + 1], c->heap[child]))
			child++;
		if (!earlier(c->heap[child], c->heap[i]))
			return;
		struct lane *moved = c->heap[i];
		c->heap[i] = c->heap[child];
		c->heap[child] = moved;
		i = child;
	}
}

static void heap_add(struct collector *c, struct lane *lane)
{
	uint32_t i = c->heap_count++;
	for (; i > 0 && earlier(lane, c->heap[(i - 1) / 2]); i = (i - 1) / 2)
		c->heap[i] = c->heap[(i - 1) / 2];
	c->heap[i] = lane;
}

static void heap_drop_first(struct collector *c)
{
	c->heap[0] = c->heap[--c->heap_count];
	sift_down(c, 0);
}

/* ---- events ---- */

static void send_batch(struct collector *c)
{
	if (c->batched && c->events)
		stream_events(&c->outbox->buffer, c->batch, c->batched);
	c->batched = 0;
}

static void give_back(struct lane *lane)
{
	ring_consume(lane->ring, lane->consumed);
	lane->consumed = 0;
}

static const char *text_of(void *data, uint32_t id)
{
	(void)data;
	return texts_get(id, NULL);
}

static void take(struct collector *c, struct lane *lane)
{
	struct event *event = &c->batch[c->batched++];
	*event = *front(lane);
	if (event->seq)
		c->numbers[event->object] = event->seq;
	if (event->object == OBJECT_ID_GIL) {
		event->object = 0;
		event->seq = 0;
	}
	if (event->time_ns > c->held_ns)
		event->time_ns = c->held_ns;
	if (event->time_ns < c->last_ns)
		event->time_ns = c->last_ns;
	c->last_ns = event->time_ns;
	c->count++;
	if (arena->turn.controlled)
		c->hash = event_hash(c->hash, event, text_of, NULL);
	lane->at++;
	if (++lane->consumed == RING_EVENTS / 8)
		give_back(lane);
	if (c->batched == BATCH)
		send_batch(c);
}

static bool in_turn(const struct collector *c, const struct event *event)
{
	return event->seq == 0 || event->seq <= c->numbers[event->object] + 1;
}

/* Lanes whose next event has come in turn go back to the heap. */
static void unblock(struct collector *c)
{
	uint32_t left = 0;
	for (uint32_t i = 0; i < c->blocked_count; i++) {
		struct lane *lane = c->blocked[i];
		if (in_turn(c, front(lane)))
			heap_add(c, lane);
		else
			c->blocked[left++] = lane;
	}
	c->blocked_count = left;
}

/* Read all heads; lanes with events stamped up to `until` go to the heap. */
static void open_lanes(struct collector *c, uint64_t until)
{
	c->lane_count = atomic_load_explicit(&arena->ring_count, memory_order_acquire);
	c->heap_count = c->blocked_count = 0;
	for (uint32_t i = 0; i < c->lane_count; i++) {
		struct ring *ring = arena->rings[i];
		struct lane *lane = &c->lanes[i];
		*lane = (struct lane){ ring, atomic_load_explicit(&ring->tail, memory_order_relaxed), atomic_load_explicit(&ring->head, memory_order_acquire), 0 };
		if (lane->at != lane->head && front(lane)->time_ns <= until)
			heap_add(c, lane);
	}
}

/* Merge until nothing stamped up to `until` is in turn. */
static void merge(struct collector *c, uint64_t until)
{
	while (c->heap_count) {
		struct lane *lane = c->heap[0];
		const struct event *event = front(lane);
		if (!in_turn(c, event)) {
			heap_drop_first(c);
			c->blocked[c->blocked_count++] = lane;
			continue;
		}
		bool numbered = event->seq != 0;
		take(c, lane);
		if (lane->at == lane->head || front(lane)->time_ns > until)
			heap_drop_first(c);
		else
			sift_down(c, 0);
		if (numbered && c->blocked_count)
			unblock(c);
	}
}

/* Memory that this process's main thread gave back may come to us again through another process, which ThreadSanitizer cannot see: show it the
 * order that there is. */
static void see_freed_memory(void)
{
#if defined(__SANITIZE_THREAD__)
	guard_take(&arena->guard_heap);
	guard_give(&arena->guard_heap);
#endif
}

uint32_t collector_turn(struct collector *c, bool all)
{
	uint64_t before = c->count;
	uint64_t until = all ? UINT64_MAX : clock_stamped_ns(&arena->clock);
	c->held_ns = atomic_load(&arena->clock.held_at_ns) && !arena->turn.controlled ? clock_run_now_ns(&arena->clock) : UINT64_MAX;
	open_lanes(c, until);
	see_freed_memory();
	send_news(c);
	send_notices(c);
	if (!c->headed)
		return 0;
	send_texts(c);
	merge(c, until);
	while (all && c->blocked_count) {
		struct lane *lane = c->blocked[--c->blocked_count];
		c->numbers[front(lane)->object] = front(lane)->seq - 1;
		heap_add(c, lane);
		merge(c, until);
	}
	send_batch(c);
	for (uint32_t i = 0; i < c->lane_count; i++)
		if (c->lanes[i].consumed)
			give_back(&c->lanes[i]);
	return (uint32_t)(c->count - before);
}
