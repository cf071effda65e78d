/* collector.h - empties all rings into one stream, in order.
 *
 * Order: each worker's events as it wrote them; events of one object by their numbers; all by time as far as these allow. Times never go
 * back in the stream. Texts and notices go before the events that need them. Kitchen process only. */
#ifndef LUNCHRUSH_KITCHEN_COLLECTOR_H
#define LUNCHRUSH_KITCHEN_COLLECTOR_H

#include "kitchen/outbox.h"

#include <stdint.h>

struct collector;

/* `events` false: events are counted and let go. */
struct collector *collector_new(struct outbox *outbox, bool events);
void collector_free(struct collector *collector);

/* Take what is there now; returns how many events. With `all`, also events that wait for a number that will never come (the floor is gone). */
uint32_t collector_turn(struct collector *collector, bool all);

/* Events so far. */
uint64_t collector_events(const struct collector *collector);
/* What has happened so far as one number (trace/hash.h); under control only. */
uint64_t collector_hash(const struct collector *collector);

#endif
