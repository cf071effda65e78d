/* hash.h - what happened in a run under control, as one number.
 *
 * Two runs of the same schedule have the same hash, on whatever engine: it is taken over who did what to what, with which values, in order. What is the engine's
 * own (the GIL, the loop's hand-overs, threads and their figures), what the clock says and what only helps a person to choose is left out; texts count by what they
 * say, not by their ids. 64 bits: it finds drift, it keeps no secret. */
#ifndef LUNCHRUSH_TRACE_HASH_H
#define LUNCHRUSH_TRACE_HASH_H

#include "trace/event.h"

#define EVENT_HASH_START UINT64_C(0x6c756e6368)

/* The text of an id; "" where there is none. */
typedef const char *event_hash_text(void *data, uint32_t id);

/* Whether events of this kind count. */
bool event_hash_counts(enum kind kind);
/* The hash after one more event. */
uint64_t event_hash(uint64_t hash, const struct event *event, event_hash_text *text, void *data);

#endif
