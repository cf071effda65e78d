/* arena.h - the one memory mapping that all workers share.
 *
 * Made by the kitchen process before the floor is forked, so that it lies at one address in every process and plain
 * pointers into it are good everywhere. It holds the clock, the gate, the workers, the objects, the texts, the rings,
 * the settings and what is known of the run's end: everything a report needs, even when the floor was killed. Reserved
 * generously, touched as needed.
 *
 * Who may write what is said at each part. `arena` is NULL only before arena_open. */
#ifndef LUNCHRUSH_KITCHEN_ARENA_H
#define LUNCHRUSH_KITCHEN_ARENA_H

#include "engine/engine.h"
#include "kitchen/clock.h"
#include "kitchen/guard.h"
#include "kitchen/turn.h"
#include "trace/error.h"
#include "trace/ring.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define ARENA_WORKERS (1u << 20)
#define ARENA_OBJECTS 65000u
#define ARENA_TEXTS (1u << 18)
#define ARENA_RINGS 2048u
#define ARENA_SETTINGS 64u
#define ARENA_FUTURES_CHUNK 64u
#define ARENA_FUTURES_CHUNKS (1u << 14)

/* Object ids past all real ones: they order events that belong to no object; the collector takes them out. */
#define OBJECT_ID_GIL 65535u

struct worker;
struct object;
struct expectation;
struct future;

/* Words for the stream that are no events: H and P frames, in the order they were posted. */
struct notice {
	struct notice *_Atomic next;
	size_t length;
	char type;
	char json[];
};

/* A setting as it stands: written by the floor when declared, then by the kitchen process (live changes). */
struct arena_setting {
	_Atomic uint64_t value; /* word; relaxed: a single value, no order needed */
	uint32_t name;          /* text */
	bool live, number, boolean;
	double min, max;
};

/* What the gate's word says; 0 lets everybody pass. */
enum gate_bits {
	GATE_HELD = 1, /* wait until it is let go */
	GATE_NEWS = 2, /* an instance: tell the kitchen what was told (news.h) */
};

struct arena {
	struct clock clock;
	_Atomic uint32_t gate __attribute__((aligned(64)));  /* enum gate_bits, a futex word; written by the kitchen process; acquire/release */
	_Atomic uint32_t beat;     /* counts tenths of a second, from 1, not while held: workers tell their locals once a beat; by the kitchen process, relaxed */
	bool instance;             /* this process is an instance of a cloud (instance.h): nobody is beside it; by itself at first */
	_Atomic uint32_t awake __attribute__((aligned(64))); /* workers that can go on, or will by time alone; 0 is a deadlock */
	_Atomic uint32_t alive;    /* main and tasks that have not ended; a futex word */
	_Atomic uint32_t progress; /* counts unparks: tells a watcher that something moved */
	_Atomic uint32_t bell __attribute__((aligned(64))); /* see ring_bell */

	/* workers: slots taken under `guard_workers`, then written by their creator until started, then by themselves */
	_Atomic uint32_t worker_count; /* next id; release after the slot is whole */
	struct guard guard_workers;
	struct guard guard_joins[64]; /* of worker id % 64: its joiners and its result */

	/* objects */
	_Atomic uint32_t object_count; /* next id; release after the object is whole */
	struct guard guard_objects;
	struct object *objects[ARENA_OBJECTS];
	uint16_t global_of_text[ARENA_TEXTS]; /* cell of a global by its name's text id, 0 none; under guard_objects to write, cached per state */

	/* futures of all pools, in chunks; see future.h */
	_Atomic uint32_t future_chunks; /* release after the chunk is whole */
	struct guard guard_futures;
	struct future *futures[ARENA_FUTURES_CHUNKS];

	/* texts: see texts.h */
	_Atomic uint32_t text_count; /* next id; release after the text is whole */
	struct guard guard_texts;
	const char *texts[ARENA_TEXTS];
	_Atomic uint32_t text_hash[ARENA_TEXTS * 2];

	/* rings */
	_Atomic uint32_t ring_count;
	struct guard guard_rings;
	struct ring *rings[ARENA_RINGS];
	uint64_t stalls; /* of rings given back; guard_rings */

	/* notices: posted under guard_notices at the end of the list, read by the collector */
	struct guard guard_notices;
	struct notice *_Atomic notice_first;
	struct notice *notice_last;

	/* settings */
	_Atomic uint32_t setting_count;
	struct arena_setting settings[ARENA_SETTINGS];

	struct turn turn; /* who goes next under control; see turn.h */

	/* from the floor to the kitchen process, and from there to the floor's loop */
	struct inbox devices; /* devices that want to be looked at; see device.h */
	struct inbox floor;   /* workers unparked from outside; see engine.h */
	struct inbox services; /* services that are to be started; see service.h */
	struct inbox crew;    /* processes: workers that were forked, to be watched; see crew.h */

	/* the ledger; relaxed counters */
	_Atomic uint32_t arrived, served, lost, retried;
	_Atomic uint64_t parcels, parcel_bytes, parcel_ns; /* that crossed: how many of some size, their bytes, the time to pack and unpack them; see travel.h */
	_Atomic uint32_t service_count;     /* services of this run, … */
	_Atomic uint32_t service_ports[8];  /* … where they listen, 0 not yet, … */
	_Atomic uint32_t service_requests, service_errors, service_refused; /* … what they heard, answered with 5xx, and with 429; relaxed */
	_Atomic uint64_t fetches, fetch_errors, fetch_bytes, fetch_connections; /* requests made, those without an answer or with a status from 400 on, bytes that
	                                 * came, connections that were opened for them; relaxed */
	_Atomic uint32_t commands, command_failures; /* outside programs asked for, those that could not run or ended in another status than 0; relaxed */
	_Atomic uint32_t serial; /* last serial number given to a thing without a number */

	/* the run */
	uint64_t seed;
	_Atomic uint32_t gil_on;        /* wanted by the person; the GIL itself is the floor's */
	bool gil_at_start;              /* as the run began; by the floor */
	bool forks;                     /* each worker is a process, or is explored as one: globals and lists are its own; by the floor, before any worker */
	bool mends;                     /* workers can be killed one by one: objects keep account of who has what; by the floor, before any worker */
	bool pipes;                     /* there is a pipe; by who makes the first, before anybody else has it */
	bool lone;                      /* an error that nobody catches ends its task alone (uncaught.h), else the run; by the floor before any worker */
	_Atomic uint32_t uncaught;      /* text of the first error that ended its task alone, 0 none */
	bool retry;                     /* then an order in the hands of a killed worker goes back to where it came from; by the floor */
	_Atomic uint32_t permission;    /* enum permission: whether outside programs may be started; by the kitchen process, relaxed */
	struct permission_ask *_Atomic asks; /* what workers ask for, the last first; taken by the kitchen process; acquire, release */
	char folder[1024];              /* the recipe's, absolute: where outside programs work; by the kitchen process before any worker */
	char url[256];                  /* --url; "" none; by the kitchen process before any worker */
	char kill_name[64];             /* whom to kill, by name or letter, … */
	uint32_t kill_step;             /* … right before this step of its own, free: this action; 0 nobody; by the floor, taken by the first of that name */
	_Atomic uint32_t numbers;       /* the highest number of a customer who came in so far; relaxed */
	bool traced;                    /* false: the probe is off */
	const struct engine *engine;    /* good in both processes; written by the floor before it posts H */
	char recipe_file[64];           /* how messages name the recipe's file */
	_Atomic uint32_t running;       /* loop: the worker that has control, 0 none; relaxed, for watchers */
	_Atomic int floor_pid;
	_Atomic uint32_t started;       /* the recipe runs: the clock was started */
	_Atomic uint32_t failed;        /* the thread that writes `failure`, or wrote it; 0 none */
	_Atomic uint32_t failure_whole;
	uint8_t outcome;                /* enum outcome; by the floor at a regular end, else by the kitchen */
	_Atomic uint32_t quit;          /* 1: the person wants the run to end now; by the kitchen process */
	_Atomic uint32_t ended;         /* 1: outcome is whole, release */
	bool alone;                     /* sequential: what failed needs workers beside it; by the floor before `failure` */
	bool misuse;                    /* what failed is a setting that a person gave, not the recipe; by the floor before `failure` */
	bool late;                      /* its time was up (--timeout); by the kitchen */
	struct error failure;
	struct guard guard_violations;
	struct expectation *stated; /* by forked tasks, to be checked at the end; guard_violations; the last first */
	uint32_t violations[64];        /* texts */
	uint32_t violation_count;
	uint32_t broken;                /* text of the always() that a step broke, 0 none: the run was stopped there; by the chooser before `ended` */
	uint64_t elapsed_ns;            /* run time at the end */

	/* the heap: see arena_alloc */
	struct guard guard_heap;
	size_t heap_used, heap_size;
	struct heap_free *heap_free[48];
	struct worker *workers;         /* ARENA_WORKERS slots */
	char *heap;
};

extern struct arena *arena;

/* Make the mapping; once, by the kitchen process. -1 with words. */
int arena_open(struct error *error);

/* Memory in the arena, zeroed, aligned to its size up to 64 bytes; any process. NULL when the arena is full. Sizes are rounded up to powers of two and
 * blocks of a size are used again. */
void *arena_alloc(size_t size);
/* The same, holding anything: for what is written over as a whole at once. */
void *arena_alloc_raw(size_t size);
void arena_free(void *block, size_t size);

/* Post a frame for the stream; the text is copied. -1 when the arena is full. */
int arena_post(char type, const char *json, size_t length);

/* The run has failed: the first words stay. Any worker, any process; the kitchen ends the run when it sees them. */
void arena_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same where the thread `dead` (0: whoever it is) died while it wrote its words: these stand for them. Nothing when there is none such. Kitchen process, of the dead. */
void arena_fail_for(uint32_t dead, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The setting of that name (a text's id); NULL when none was declared. */
struct arena_setting *arena_setting_named(uint32_t name);

#endif
