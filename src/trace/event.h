/* event.h - one thing that happened, in 32 bytes.
 *
 * Events are plain data: written by the worker to whom they happened, copied as they are through rings, sockets and
 * files (little endian, as all machines we run on are), folded by the stage. */
#ifndef LUNCHRUSH_TRACE_EVENT_H
#define LUNCHRUSH_TRACE_EVENT_H

#include "trace/kind.h"
#include "trace/word.h"

#include <stdint.h>

struct event {
	uint64_t time_ns;     /* the run's clock: real nanoseconds since the start, less what the kitchen was held */
	uint64_t value;       /* by kind */
	uint32_t seq;         /* number of this event on its object, from 1, taken under the object's guard; 0: not ordered */
	uint32_t worker : 24; /* who: 0 the kitchen, 1 the main task, then in order of creation */
	uint32_t kind : 8;    /* enum kind */
	uint16_t object;      /* at what: 0 nothing */
	uint16_t line;        /* of the recipe, from 1; 0 none */
	uint32_t item;        /* by kind: a thing (below), a text's id, a number */
};

_Static_assert(sizeof(struct event) == 32, "an event is 32 bytes, in memory as in a file");

#define WORKER_MAX ((1u << 24) - 1)

/* The parts of FETCHED's value. */
static inline uint32_t fetched_status(uint64_t value) { return value & 0xffffu; }
static inline uint64_t fetched_bytes(uint64_t value) { return (value & ~(UINT64_C(1) << 63)) >> 16; }
static inline bool fetched_connected(uint64_t value) { return value >> 63; }

/* Why a program has no exit status: EXITED's item where its value says so. */
enum exited_why { EXITED_BY_ITSELF, EXITED_NEVER_STARTED, EXITED_LATE, EXITED_TOO_MUCH };

/* The parts of EXITED's value. */
static inline uint64_t exited_bytes(uint64_t value) { return value & ~(UINT64_C(1) << 63); }
static inline bool exited_without(uint64_t value) { return value >> 63; }

/* A *thing* is what moves through the kitchen and keeps its number from the door to the door: its key is
 * the number itself, or the id of a text, or the serial number of a table that has no number of its own. 0 is nothing. */
#define THING_NUMBER_MAX 0x3fffffffu
#define THING_TEXT 0x40000000u
#define THING_SERIAL 0x80000000u
#define THING_PARCEL 0xc0000000u /* made by the stage of what goes through a pipe: its size in bytes */

static inline uint32_t thing_number(int64_t n) { return n >= 0 && n < THING_NUMBER_MAX ? (uint32_t)n + 1 : 0; }
static inline uint32_t thing_text(uint32_t text) { return THING_TEXT | (text & THING_NUMBER_MAX); }
static inline uint32_t thing_serial(uint32_t n) { return THING_SERIAL | (n & THING_NUMBER_MAX); }
static inline uint32_t thing_parcel(uint32_t bytes) { return THING_PARCEL | (bytes < THING_NUMBER_MAX ? bytes : THING_NUMBER_MAX); }
static inline bool thing_is_parcel(uint32_t thing) { return (thing & THING_PARCEL) == THING_PARCEL; }
static inline bool thing_is_number(uint32_t thing) { return thing != 0 && thing < THING_TEXT; }
static inline bool thing_is_text(uint32_t thing) { return (thing & (THING_TEXT | THING_SERIAL)) == THING_TEXT; }
/* The number (of a numbered or a serial thing), the text's id, or the parcel's bytes. */
static inline uint32_t thing_value(uint32_t thing) { return thing_is_number(thing) ? thing - 1 : thing & THING_NUMBER_MAX; }

/* The letter of a worker, as schedule strings and screens use it: "@" for the main task, "A" … "Z" in order of
 * creation, then "(27)" …; "" for worker 0. Writes at most 12 bytes with the NUL; returns `to`. */
char *worker_letter(uint32_t worker, char to[12]);

#endif
