/* history.h - every event of a run, and the stage at any of them.
 *
 * Events are kept in blocks. While they come in they are folded once into the `head` stage, and copies of it (snapshots) are
 * put by; when there are many snapshots every other one is dropped, so that a few dozen always lie evenly over
 * the run. Going to a moment copies the snapshot before it and folds the rest: at most 50 ms at a million events.
 *
 * Also kept while folding, each append-only and so valid at every moment: the lanes (who was in which state from when), and the
 * *switches* (positions where control went to another worker: a GIL acquire by another, a RESUME of another; on
 * threads without GIL a WAKE, WAIT, SLEEP, WORKER_START or WORKER_END counts as one).
 *
 * One thread. Owns its texts and stages. */
#ifndef LUNCHRUSH_STAGE_HISTORY_H
#define LUNCHRUSH_STAGE_HISTORY_H

#include "stage/stage.h"

struct history;

/* A worker's lane: `state` from `start_ns` until the next span's start. For lane 0 `holder` is who holds the GIL or the loop
 * (0 nobody) and state is not used. */
struct span {
	uint64_t start_ns;
	uint32_t holder;
	uint8_t state; /* enum state */
};

struct history *history_new(void);
void history_free(struct history *history);

/* Leave out what the kernel says of the run (thread ids, cores, CPU time, memory), and number its processes from 1: what is told of it is then the same every time a run under control is
 * repeated. Before any event. */
void history_discreet(struct history *history);

/* Texts and events as the stream brings them. */
void history_text(struct history *history, uint32_t id, const char *text, size_t length);
void history_append(struct history *history, const struct event *events, size_t count);

/* How many events there are; positions go from 0 (nothing happened yet) to this (all did). */
size_t history_count(const struct history *history);
/* Event number `index` from 0, NULL past the end. */
const struct event *history_event(const struct history *history, size_t index);
/* The stage after all events. Changes with each append. */
const struct stage *history_head(const struct history *history);
/* The stage after the first `position` events: the head when position is the count, else a stage that the history owns and
 * that is valid until the next seek. Going on from where one is folds only what lies between. */
const struct stage *history_seek(struct history *history, size_t position);

/* Make `to` (initialised) a copy of the stage after the first `position` events that is the caller's own: nobody's seeking moves it. */
void history_copy(const struct history *history, size_t position, struct stage *to);

/* The largest position whose events are all at or before time_ns. */
size_t history_position_at(const struct history *history, uint64_t time_ns);
/* Time of the last event; 0 without any. */
uint64_t history_end_ns(const struct history *history);

/* The position just after the next event after `position` (or before it, with direction -1) that a person would call a step:
 * TICK, KERNEL, CPU, LOCAL are passed over. Returns `position` when there is none. */
size_t history_step(const struct history *history, size_t position, int direction);
/* The same for switches. */
size_t history_switch(const struct history *history, size_t position, int direction);

/* The spans of a worker's lane (0: the holder's lane), sorted by time; count in *count. NULL and 0 where there are none. */
const struct span *history_lane(const struct history *history, uint32_t worker, size_t *count);

const struct stage_text *history_texts(const struct history *history);

#endif
