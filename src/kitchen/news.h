/* news.h - what goes on inside an instance, told to the kitchen over a socket: events, so that the screen can show them as the instance's own.
 *
 * An instance has an arena, a ring and a clock of its own; what its words tell goes into that ring as anywhere. At each of its actions, and before time passes, the ring is
 * emptied into the socket, a datagram an event, with the texts that it names. The kitchen process tells them once more, as the instance's worker, at the time when they came.
 * The other way round it says how the pace changes. Nothing of it is needed: without the socket, as on a real platform, an instance does the same. */
#ifndef LUNCHRUSH_KITCHEN_NEWS_H
#define LUNCHRUSH_KITCHEN_NEWS_H

#include "kitchen/worker.h"

/* ---- in the kitchen process ---- */

/* Tell all that an instance has told of itself; returns the kitchen nanoseconds that it said it would sleep and work. What is not sound is passed over. */
uint64_t news_take(int fd, struct worker *worker);
void news_send_pace(int fd, double pace);

/* ---- in an instance ---- */

/* Begin: the socket is in LUNCHRUSH_NEWS, "FD,NANOSECONDS" with the kitchen time that a request may take. False when there is none. After the arena was opened. */
bool news_open(void);
/* A request begins. */
void news_begin(void);
/* Tell what is in the ring, and hear of the pace. */
void news_flush(void);
/* So much kitchen time is about to pass by sleep or work. At unlimited pace it takes no time: one that is over its limit waits for its end here. */
void news_pass(uint64_t kitchen_ns);

#endif
