/* news.c - see news.h. */
#include "kitchen/news.h"

#include "kitchen/cell.h"
#include "kitchen/probe.h"
#include "kitchen/texts.h"
#include "trace/stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A datagram: the event, then its two texts, each NUL-ended: that of its item or object, and that of its word. */
struct message {
	struct event event;
	char texts[2 * (STREAM_TEXT_MAX + 1)];
};

enum texts { ITEM_TEXT = 1, OBJECT_TEXT = 2, VALUE_WORD = 4, TIME = 8, KNOWN = 16 };

/* What an instance tells of itself; all other kinds are its own affair. */
static const uint8_t known[KIND_COUNT] = {
	[KIND_WORK] = KNOWN | ITEM_TEXT | TIME, [KIND_WORKING] = KNOWN, [KIND_WORKED] = KNOWN | ITEM_TEXT,
	[KIND_SLEEP] = KNOWN | ITEM_TEXT | TIME, [KIND_AWAKE] = KNOWN,
	[KIND_BLOCK] = KNOWN | ITEM_TEXT | TIME, [KIND_UNBLOCK] = KNOWN | ITEM_TEXT,
	[KIND_SAY] = KNOWN | ITEM_TEXT, [KIND_LOCAL] = KNOWN | ITEM_TEXT | VALUE_WORD,
	[KIND_READ] = KNOWN | OBJECT_TEXT | VALUE_WORD, [KIND_WRITE] = KNOWN | OBJECT_TEXT | VALUE_WORD,
};

/* ---- in the kitchen process ---- */

static bool is_whole(const struct message *message, size_t length)
{
	size_t texts = length - sizeof message->event;
	return length > sizeof message->event && message->event.kind < KIND_COUNT && known[message->event.kind] && message->texts[texts - 1] == 0 &&
	       strlen(message->texts) + 1 < texts;
}

static void tell(const struct message *message, struct worker *worker)
{
	const struct event *event = &message->event;
	unsigned how = known[event->kind];
	const char *first = message->texts, *second = first + strlen(first) + 1;
	uint64_t value = event->value;
	uint32_t item = how & ITEM_TEXT ? texts_of(first) : event->item;
	uint16_t object = event->kind == KIND_LOCAL ? event->object : 0;
	if (how & VALUE_WORD && word_type(value) == WORD_TEXT)
		value = word_text(texts_of(second));
	if (how & VALUE_WORD && word_type(value) == WORD_OTHER)
		value = word_is_table(value) || word_is_long_text(value) ? value : word_other(0); /* a future of there is none here */
	if (how & OBJECT_TEXT) {
		struct cell *cell = *first ? cell_of_global(texts_of(first), worker) : NULL;
		if (!cell)
			return;
		object = cell->object.id;
	}
	atomic_store_explicit(&worker->line, event->line, memory_order_relaxed);
	probe(worker, event->kind, object, 0, item, value);
}

uint64_t news_take(int fd, struct worker *worker)
{
	struct message message;
	uint64_t time_ns = 0;
	ssize_t n;
	while ((n = recv(fd, &message, sizeof message, MSG_DONTWAIT)) > 0) {
		if (!is_whole(&message, (size_t)n))
			continue;
		tell(&message, worker);
		if (known[message.event.kind] & TIME)
			time_ns += message.event.value;
	}
	return time_ns;
}

void news_send_pace(int fd, double pace)
{
	send(fd, &pace, sizeof pace, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* ---- in an instance ---- */

static int socket_fd = -1;
static uint64_t limit_ns, passed_ns;

bool news_open(void)
{
	const char *given = getenv("LUNCHRUSH_NEWS");
	char *end;
	if (!given)
		return false;
	long fd = strtol(given, &end, 10);
	if (end == given || fd < 3 || fd > 1000000 || *end != ',')
		return false;
	limit_ns = strtoull(end + 1, NULL, 10);
	socket_fd = (int)fd;
	return true;
}

void news_begin(void)
{
	passed_ns = 0;
}

static void send_one(const struct event *event)
{
	struct message message = { .event = *event };
	unsigned how = known[event->kind];
	const struct object *object = how & OBJECT_TEXT ? object_at(event->object) : NULL;
	const char *first = how & ITEM_TEXT ? texts_get(event->item, NULL) : object ? texts_get(object->name, NULL) : "";
	const char *second = how & VALUE_WORD && word_type(event->value) == WORD_TEXT ? texts_get(word_as_text(event->value), NULL) : "";
	char *at = message.texts;
	if (!how || (how & OBJECT_TEXT && (!object || object->type != OBJECT_CELL)))
		return;
	at = stpcpy(at, first) + 1;
	at = stpcpy(at, second) + 1;
	while (send(socket_fd, &message, (size_t)(at - (char *)&message), MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}

static void hear_pace(void)
{
	double pace;
	while (recv(socket_fd, &pace, sizeof pace, MSG_DONTWAIT) == sizeof pace)
		if (pace >= 0 && pace <= 1e9)
			clock_pace(&arena->clock, pace);
}

void news_flush(void)
{
	struct ring *ring = probe_ring;
	if (socket_fd < 0 || !ring)
		return;
	uint32_t head = atomic_load_explicit(&ring->head, memory_order_relaxed), tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
	for (uint32_t at = tail; at != head; at++)
		send_one(&ring->events[at & (RING_EVENTS - 1)]);
	ring_consume(ring, head - tail);
	hear_pace();
}

void news_pass(uint64_t kitchen_ns)
{
	passed_ns += kitchen_ns;
	news_flush();
	while (socket_fd >= 0 && clock_unlimited(&arena->clock) && passed_ns > limit_ns)
		pause();
}
