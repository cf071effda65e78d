/* courier.h - the thread of the kitchen process that empties the rings and sends the stream.
 *
 * It must be a thread of its own: the kitchen's main thread moves devices and so takes objects' guards, and a worker may wait for room in
 * its ring while it holds such a guard. Whoever empties rings must therefore never wait for a guard. */
#ifndef LUNCHRUSH_KITCHEN_COURIER_H
#define LUNCHRUSH_KITCHEN_COURIER_H

#include "trace/error.h"

#include <stdbool.h>
#include <stdint.h>

struct courier;

/* Start on the socket `fd` (made non-blocking). `events` false: events are counted and let go. After the floor was forked. NULL with words. */
struct courier *courier_start(int fd, bool events, struct error *error);

/* Whether the other end is gone. Any thread. */
bool courier_lost(const struct courier *courier);

/* Stop the thread and take what is left in the rings, also what waits for a number that will never come: nobody writes any more but
 * the calling thread. May be called again, for what was written since. */
void courier_stop(struct courier *courier);

/* How many events were taken. After courier_stop. */
uint64_t courier_events(const struct courier *courier);
/* What happened, as one number (collector.h); stopped only. */
uint64_t courier_hash(const struct courier *courier);

/* Send the last frame (NULL: it has gone as a notice) and wait until all has gone or nobody reads any more. After courier_stop. */
void courier_end(struct courier *courier, const char *report);

#endif
