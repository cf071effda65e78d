/* stage.h - the state of a kitchen, folded from events: the one reducer.
 *
 * `stage_apply` is the only thing that changes a stage. Live runs, replays, rewinding and tests all go through
 * it; views only read. A stage is plain data in a few growing tables, so that a copy is a handful of memcpy: that
 * is what makes seeking cheap. It knows no clock, no screen, no engine and no I/O; all times come from events.
 *
 * Hostile input: an event that names a worker, object or text that was never made changes nothing but
 * `strange`, which is counted. No event can make a stage read or write outside its tables. */
#ifndef LUNCHRUSH_STAGE_STAGE_H
#define LUNCHRUSH_STAGE_STAGE_H

#include "trace/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a worker is doing, as a screen tells it; see SCREENS: glyph + word + colour. */
enum state {
	STATE_NEW,      /* made, has not run yet */
	STATE_RUNNING,  /* has control: its Lua or its work() runs (on threads the kernel may still have it off the core) */
	STATE_READY,    /* could go on, another has control */
	STATE_WAITING,  /* for a thing, room, or another worker: `reason`, `object`, `peer` */
	STATE_BLOCKED,  /* wants the GIL (later: a lock) that `peer` holds */
	STATE_SLEEPING, /* until `until_ns` */
	STATE_STALLING, /* in block(): waits without giving control up */
	STATE_STOPPED,  /* its process is stopped: seen and counted so, while `state` stays what it is behind that */
	STATE_ENDED,
	STATE_DEAD,     /* it failed */
	STATE_COUNT
};

/* "running", "ready" …: the same word wherever a state is named; at most nine columns. */
const char *state_name(enum state state);

#define STAGE_LOCALS 8
#define STAGE_TOUCHES 6
#define STAGE_HOLDS 4

/* How a worker and an object have to do with one another: seen from what it did there. Drives the layout of the kitchen. */
struct stage_touch {
	uint16_t object; /* 0: unused */
	uint8_t takes;   /* it gets from there (capped at 255) */
	uint8_t gives;   /* it puts there */
};

/* A lock or places of a semaphore that a worker has acquired and not given back. */
struct stage_hold {
	uint16_t object; /* 0: unused */
	uint16_t times;  /* how often (capped at 65535) */
};

/* What a worker will do when it is chosen, as it was told before a person chooses. */
struct stage_next {
	uint64_t value;  /* a write or put: the word; cannot: the worker it waits for, 0 none; asleep, device: kitchen time at which it is due */
	uint16_t object; /* at what; 0 nothing */
	uint16_t line;   /* of the recipe */
	uint8_t kind;    /* enum kind of the event that will tell of it; KIND_NONE: nothing is known */
	uint8_t way;     /* enum next_way */
	uint8_t reason;  /* enum reason; cannot: what it waits for */
};

/* A worker. Ids are positions in stage->workers; 0 is the kitchen itself. */
struct stage_worker {
	uint64_t since_ns;      /* when `state` began */
	uint64_t until_ns;      /* when a sleep, work or block is due, run clock; 0 not known */
	uint64_t begun_ns;      /* when the present sleep, work or block began; moved along when the pace changes and when interrupted work goes on, so
	                         * that (now - begun_ns) / (until_ns - begun_ns) is the share done; of work that is interrupted take since_ns for now */
	uint64_t due_kitchen_ns; /* when it is due, kitchen time */
	uint64_t doing_ns;      /* how long it is, kitchen time */
	uint64_t totals_ns[STATE_COUNT]; /* time spent in each state up to since_ns */
	uint64_t cpu_ns;        /* from the kernel, last sample; on the loop measured by the loop */
	uint64_t actions;       /* events of its own so far */
	uint64_t yields;
	uint64_t resumes;       /* times the loop gave it control */
	uint64_t page_ns;       /* when it asked */
	uint64_t gil_wait_ns;   /* waited for the GIL in all, kitchen ns */
	uint64_t read_word;     /* what it read last and has not written back … */
	uint32_t gil_misses;    /* times it woke for the GIL and was refused */
	uint32_t gil_takes;
	uint32_t kernel_wait_ms;
	uint32_t own_kb, resident_kb; /* memory of its process: its own share of it, and all; 0 not known */
	uint32_t voluntary, involuntary; /* switches, from the kernel, last sample */
	uint32_t name;          /* text */
	uint32_t label;         /* text: what work/sleep/block is about; 0 none */
	uint32_t parent;        /* worker that made it */
	uint32_t peer;          /* worker waited for: joined, or holder of the GIL, or of the lock when the wait began; 0 none */
	uint32_t pid, tid;      /* 0 not known yet */
	uint32_t hand;          /* first thing in its hands: index into things, 0 none */
	uint32_t locals;        /* index into stage->locals of its STAGE_LOCALS entries, 0 none */
	uint32_t served;
	uint32_t program;       /* the outside program that it waits for: its command line (text), 0 none */
	uint32_t program_pid;   /* its process; 0 not known */
	uint64_t program_ns;    /* when it was started */
	uint32_t page;          /* waits for the answer to a request: its path (text), 0 none */
	uint32_t error;         /* text: why it failed, 0 it has not */
	uint32_t left, left_count; /* killed or failed: thing that was in its hands, 0 none, and how many such */
	uint32_t call;          /* a pool's worker, an instance: the number of the call or request it is at, 0 none */
	uint32_t handled;       /* an instance: requests it is done with */
	uint32_t awaited;       /* waits for the result of a call: its number, 0 not known */
	struct stage_next next; /* under control by hand: good while stage->asked */
	uint32_t steps;         /* under control: steps taken */
	struct stage_touch touches[STAGE_TOUCHES]; /* the first few objects (no cells) it touched, in order */
	struct stage_hold holds[STAGE_HOLDS]; /* the first few locks and semaphores it holds */
	uint16_t object;        /* waits there */
	uint16_t left_to;       /* killed: queue to which `left` went back, 0 it is lost */
	uint16_t took;          /* the queue it took something from last and has not told to be dealt with (task_done); 0 none */
	uint16_t pool;          /* a pool's worker, an instance of a cloud: of which; 0 none */
	uint16_t station;       /* the object it touched last that is no cell: where it stands; 0 none */
	uint16_t read_cell;     /* … and from which cell (0: nothing held) */
	uint16_t line;          /* of the recipe */
	uint16_t page_status;   /* of the last answer it got; 0 none came */
	uint16_t place;         /* an instance: which of its cloud's places it has, from 0; another may have it after its end */
	uint16_t core;          /* last sample; UINT16_MAX not known */
	uint8_t state;          /* enum state; what is behind it while it is stopped: see stage_worker_stands */
	uint8_t before;         /* enum state it returns to when the GIL comes (what it did before wanting it) */
	uint8_t reason;         /* enum reason */
	uint8_t role;           /* enum role */
	bool cold;              /* an instance: being started, it has not asked for a request yet */
	bool overdue;           /* an instance: its request took too long, and so it is killed */
	bool working;           /* within work(): begun_ns … until_ns say how far */
	bool holds_gil;
	bool ended;             /* WORKER_END was seen: a worker that failed is dead before that */
	bool stopped;           /* its process is stopped */
	uint8_t killed;         /* the signal that ended its process, STAGE_EXITED: it exited too early, 0: neither */
	uint8_t last_kind;      /* enum kind of its last event */
};

struct stage_local {
	uint64_t value; /* word */
	uint32_t name;  /* text; 0: unused */
};

#define STAGE_COPIES 4

/* What one process has of a global, once it has touched it after its fork: its own value. */
struct stage_copy {
	uint64_t value;  /* word */
	uint32_t worker; /* whose process; 0: unused */
};

#define STAGE_EXITED UINT8_MAX

/* How a service answered: 200 and the like; 4xx: what was asked for is wrong; 429: too many a second; 5xx: its own error. */
enum answer { ANSWER_OK, ANSWER_WRONG, ANSWER_REFUSED, ANSWER_ERROR, STAGE_ANSWERS };

/* The class of an HTTP status. */
enum answer stage_answer(uint32_t status);

/* An object: queue, grill, cell, list, lock … Ids are positions in stage->objects; 0 is none. */
struct stage_object {
	uint64_t value;        /* cell, shared: the word it holds; among processes what the main one has. Pipe: bytes of the parcels that lie at this end */
	struct stage_copy copies[STAGE_COPIES]; /* cell: what other processes have, of those that touched it last; in order of coming */
	uint64_t made_ns;
	uint64_t touched_ns;
	uint64_t held_since_ns; /* lock: when its holder acquired it */
	uint64_t reads, writes; /* session: answers, requests; cell, list, shared, array; queue: gets, puts; lock, semaphore: acquired, released */
	uint64_t overwrites;   /* cell, shared: writes of what was made of an older value, in a free run … */
	int64_t grown;         /* … and by how much in sum whole numbers had grown meanwhile: what is missing */
	uint32_t name;         /* text */
	uint32_t capacity;     /* queue: bound, 0 none; grill: slots; semaphore: places; barrier: parties; array: elements; condition: its lock's id;
	                        * pool: workers; pipe: the other end's id, 0 for the first */
	uint32_t length;       /* session: connections opened; queue, end of a pipe: things in it now; pool: calls in line; list, array: elements; grill: slots in use; lock: how often its holder has it; semaphore: places
	                        * free; condition: workers queued up; event: 1 set; barrier: arrived */
	uint32_t peak;         /* longest it has been */
	uint32_t first, last;  /* queue, end of a pipe: things, front and back: index into stage->things, 0 none */
	uint32_t slots;        /* grill: index of its first slot in stage->slots */
	uint32_t elements;     /* list, array: index of its first word in stage->elements (the first STAGE_LIST_SHOWN are kept), 0 none yet */
	uint32_t toucher;      /* worker that touched it last */
	uint32_t writer;       /* cell, shared: worker that wrote it last; 0 none */
	uint32_t holder;       /* lock: worker that has it; 0 nobody */
	uint32_t waiting;      /* lock and the like: workers waiting now */
	uint32_t unfinished;   /* queue: put and not yet task_done */
	uint32_t waiting_put, waiting_get; /* queue: workers waiting now */
	uint32_t device;       /* worker that serves it (arrivals, grill), 0 none */
	uint32_t answers[STAGE_ANSWERS]; /* service: given so far, by enum answer; `reads` counts the requests heard, `length` those it is at */
	uint8_t type;          /* enum object_type */
	bool closed;
	bool code;             /* a global that holds a function: not shown in memory */
};

enum slot_state { SLOT_FREE, SLOT_COOKING, SLOT_COOKED };

struct stage_slot {
	uint64_t since_ns, until_ns; /* cooking from … to, run clock; until_ns 0 not known */
	uint64_t due_kitchen_ns;     /* the same end, kitchen time */
	uint32_t thing;              /* index into stage->things, 0 none */
	uint8_t state;               /* enum slot_state */
};

/* Where a thing is. */
enum place { PLACE_NOWHERE, PLACE_QUEUE, PLACE_HAND, PLACE_SLOT, PLACE_SERVED, PLACE_GONE };

/* A thing in the kitchen. Its index stays its own from the door to the door: views animate by index. An index is used again
 * only after the thing is gone, with a new `birth`. */
struct stage_thing {
	uint64_t moved_ns;   /* when it came to where it is */
	uint64_t born_ns;    /* when it came into the kitchen: time in the shop counts from here */
	uint64_t born_kitchen_ns; /* the same, kitchen time */
	uint64_t value;      /* word */
	uint32_t key;        /* see event.h: its number */
	uint32_t where;      /* object (queue, grill) or worker (hand) */
	uint32_t next;       /* the next in the same queue or hand, 0 none */
	uint32_t slot;       /* on which slot, from 1 */
	uint32_t birth;      /* counts things born: tells two users of one index apart */
	uint16_t source;     /* hand: object it came from; served: object it was last in */
	uint8_t place;       /* enum place */
};

enum call_state { CALL_WAITS, CALL_RUNS, CALL_DONE, CALL_RAISED };

/* A call that was given to a pool, or a request to a cloud, and so a future. */
struct stage_call {
	uint64_t bytes, result_bytes; /* of its arguments, of what it returned */
	uint64_t given_ns; /* when it was given, run clock */
	uint64_t order;  /* among all calls of the run, from 1 */
	uint64_t ended;  /* among all that are done, in the order in which they ended, from 1; 0 not yet */
	uint32_t number; /* in its pool, from 1; 0: unused */
	uint32_t giver, by; /* workers; by: 0 nobody yet */
	uint32_t starting;  /* a cloud's request: the instance that was started for it; 0 none */
	uint32_t error;  /* text: what it raised; 0 nothing */
	uint32_t taker;  /* worker that has its result; 0 nobody asked yet */
	uint32_t thing;  /* a cloud's request: what it is about, 0 not known */
	uint16_t pool;   /* object */
	uint8_t state;   /* enum call_state */
	bool posted;     /* a cloud's request: nobody waits for the answer */
};

/* What became of the requests of all clouds, and how many instances it took. */
struct stage_cloud {
	uint32_t given, handled, raised; /* requests; answered; that ended in an error of their own, or in the death of their instance */
	uint32_t cold, warm;             /* instances started; requests that one began which was there already */
	uint32_t throttled, timed_out;
	uint32_t again, lost;            /* of those that nobody waits for: tries after the first; given up */
	uint32_t reclaimed;              /* instances that had nothing to do for too long */
	uint32_t instances, peak;        /* there now; at most */
	uint32_t first;                  /* requests that were the first of their instance */
	uint64_t first_ns, later_ns;     /* real time from giving to beginning: of those together, and of the warm ones */
};

#define STAGE_CALLS 64
#define STAGE_SERVED_SHOWN 16
#define STAGE_STAYS 256
#define STAGE_THINGS_RESTING 32
#define STAGE_LIST_SHOWN 64 /* elements of a list that are kept; `length` is true beyond */

struct stage_text; /* interned texts, shared by all copies of a stage (texts are only added) */

struct stage {
	uint64_t time_ns;      /* of the last event */
	uint64_t events;       /* applied so far */
	uint64_t strange;      /* events that made no sense and changed nothing */
	uint64_t seed;
	uint64_t pace_millionths; /* 0 unlimited */
	uint64_t kitchen_ns;   /* kitchen time at time_ns (the sum over paces; at unlimited pace it goes as the run's clock) */
	uint64_t pace_since_ns, pace_kitchen_ns; /* run time and kitchen time at which the present pace began */
	uint64_t held_ns;      /* real time held so far */
	uint64_t stalls, stalled_ns; /* full rings */
	uint64_t gil_interval_ns, gil_since_ns;
	uint64_t loop_stalled_ns, loop_stall_longest_ns; /* by block(); kitchen ns */
	uint64_t loop_stalls;
	uint64_t loop_lag_ns, loop_lag_longest_ns, loop_lags; /* sum, longest (kitchen ns), how many */
	uint64_t switches;     /* times control went from one worker to another (GIL or loop); threads: kernel's sum is in workers */
	uint64_t stay_sum_ns;  /* time in the shop of all served, kitchen ns */
	uint32_t stays[STAGE_STAYS]; /* histogram of time in the shop for percentiles: see metrics.c for its buckets */
	uint64_t steps;        /* under control: taken so far */
	uint32_t stepper;      /* … the last one by this worker; 0 none */
	uint32_t arrived, served, lost, retried;
	uint32_t births;
	uint64_t calls_made, calls_ended;
	uint64_t parcels, parcel_bytes, parcel_ns; /* that crossed, of some size: how many, their bytes, the time to pack and unpack them (0: virtual) */
	uint64_t fetches, fetched, fetch_errors, fetch_bytes; /* requests, answers or none, those with none or a status from 400 on, bytes that came */
	uint64_t connections, fetch_ns; /* opened for them; waited for answers in all, run time */
	struct stage_call calls[STAGE_CALLS]; /* the last ones; those that are done made room first */
	struct stage_cloud cloud;
	uint32_t last_served[STAGE_SERVED_SHOWN]; /* thing keys, a ring: the last is at (served - 1) % STAGE_SERVED_SHOWN */
	uint32_t holder;       /* worker that holds the GIL, or that the loop runs; 0 nobody */
	uint32_t last_holder;
	uint64_t commands, commands_over, commands_failed, command_bytes, command_ns; /* outside programs started, over, those without a status of 0; what they wrote; how long they ran in all, run time */
	uint32_t commands_open, commands_most; /* run now, and the most that ever ran at once */
	uint32_t fetches_open; /* workers that wait for an answer now */
	uint32_t alive;        /* tasks and main that have not ended */
	uint32_t expected, broken; /* expectations checked, and found broken */
	uint32_t step_broke;   /* text: what must always hold and did not after the last step; 0 */
	uint32_t error;        /* text: what failed; 0 */
	uint8_t outcome;       /* enum outcome; OUTCOME_RUNNING until the end */
	bool asked;            /* by hand: each worker's next action is known, and somebody is to be chosen */
	bool passing;          /* … and was chosen before, so that it goes on at once */
	bool held;             /* between HOLD and GO */
	bool gil;
	bool loop;             /* one thread hands control on: a RESUME was seen … */
	bool forked;           /* some workers are processes of their own */
	bool sequential;       /* … and each task runs to its end at the moment it is made */

	/* growing tables; index 0 of each is unused so that 0 can mean none */
	struct stage_worker *workers;
	struct stage_object *objects;
	struct stage_thing *things;
	struct stage_slot *slots;
	struct stage_local *locals;
	uint64_t *elements;    /* words of lists */
	uint32_t worker_count, object_count, thing_count, slot_count, local_count, element_count; /* used, with index 0 */
	uint32_t worker_size, object_size, thing_size, slot_size, local_size, element_size;       /* allotted */
	uint32_t thing_free;   /* first unused thing, linked by next: used again in the order in which they left, */
	uint32_t thing_free_last, thing_free_count; /* and only once STAGE_THINGS_RESTING have left after it: views may still draw it going */
	uint32_t worker_made;  /* workers that exist: ids may be announced a little out of order, so the table may have gaps */

	struct stage_text *text; /* not owned */
};

/* The texts of a run. One table serves a history and all its stages. */
struct stage_text *stage_text_new(void);
void stage_text_free(struct stage_text *text);
/* Ids come in any order up to 2^24; the first definition stays. */
void stage_text_define(struct stage_text *text, uint32_t id, const char *bytes, size_t length);
/* Never NULL: "?" for an unknown id, "" for 0. Valid as long as the table. */
const char *stage_text_get(const struct stage_text *text, uint32_t id);
/* Call `visit` for each text that is defined, in the order of their ids. */
void stage_text_each(const struct stage_text *text, void (*visit)(void *data, uint32_t id, const char *text), void *data);

void stage_init(struct stage *stage, struct stage_text *text);
void stage_release(struct stage *stage);
/* Make `to` (initialised) equal to `from`, reusing its memory. */
void stage_copy(struct stage *to, const struct stage *from);
/* Bytes a copy takes. */
size_t stage_bytes(const struct stage *stage);

/* Fold one event. */
void stage_apply(struct stage *stage, const struct event *event);

/* Readers. */

/* NULL where there is none. */
const struct stage_worker *stage_worker(const struct stage *stage, uint32_t id);
const struct stage_object *stage_object(const struct stage *stage, uint32_t id);
/* What a worker does: its state, or that its process is stopped. */
static inline enum state stage_worker_stands(const struct stage_worker *worker)
{
	return worker->stopped ? STATE_STOPPED : (enum state)worker->state;
}
/* Names; "" for 0, "?" where unknown. Worker 0 is "the kitchen". */
const char *stage_worker_name(const struct stage *stage, uint32_t id);
const char *stage_object_name(const struct stage *stage, uint32_t id);
/* A thing's number as people read it ("12", "pizza", "#3"), into to[size]; returns to. */
char *stage_thing_label(const struct stage *stage, uint32_t key, char *to, size_t size);
/* The same for a thing that is in the kitchen: one without a number by its value ("nil", "0.5"). */
char *stage_thing_words(const struct stage *stage, const struct stage_thing *thing, char *to, size_t size);
/* How often the worker holds that lock, or how many places of that semaphore it has acquired and not given back. */
uint32_t stage_worker_holds(const struct stage *stage, uint32_t worker, uint32_t object);
/* Whether the worker of a pool runs beside the loop, in a thread or a process of its own. */
bool stage_beside_loop(const struct stage *stage, uint32_t worker);
/* Whether two workers mean the same memory by that object: two processes have each their own of a global or list. */
bool stage_shares(const struct stage *stage, uint32_t object, uint32_t one, uint32_t other);
/* What the worker has of a global: its process's own value where that was seen, else the main one's. */
uint64_t stage_cell_value(const struct stage *stage, uint32_t object, uint32_t worker);
/* A call that is still kept, NULL else. */
const struct stage_call *stage_call(const struct stage *stage, uint32_t pool, uint32_t number);
/* A word as people read it: nil, true, 12, 0.5, "text", into to[size]; returns to. */
char *stage_word_text(const struct stage *stage, word w, char *to, size_t size);
/* When all have gone home: "1 is still at the door, and nobody is left to take it" (an order that a dead worker had in its hands and that went back there);
 * "" where nobody is there or somebody might still come. Into to[size]; returns to. */
char *stage_left_at_door(const struct stage *stage, char *to, size_t size);

/* A few words on what the worker does or waits for, no name, no full stop ("take order", "until orders has room",
 * "the GIL, A holds it"); with times relative to `now_ns` (run clock). Into to[size]; returns to. */
char *stage_worker_why(const struct stage *stage, uint32_t id, uint64_t now_ns, char *to, size_t size);
/* The state as a person sees it at `now_ns`: a sleeper whose time is up while a loop is busy with others is ready, not asleep. How late it
 * is by then goes into *late_ns (real; 0 when it is not; NULL: not wanted). */
enum state stage_worker_seen(const struct stage *stage, uint32_t id, uint64_t now_ns, uint64_t *late_ns);
/* Who can end the wait of a worker that waits or wants the GIL: as far as was seen, those who put things there, take them, hold it. Returns how
 * many there are; the first `most` go into ids. */
uint32_t stage_worker_from(const struct stage *stage, uint32_t id, uint32_t ids[], uint32_t most);
/* Those who took something from the queue and failed or were killed before they had dealt with it, so that who waits until all is dealt with waits for
 * ever. Returns how many there are; the first `most` go into ids. */
uint32_t stage_queue_lacks(const struct stage *stage, uint32_t queue, uint32_t ids[], uint32_t most);
/* Real nanoseconds in kitchen nanoseconds, at the present pace; as they are at unlimited pace. */
uint64_t stage_kitchen_span(const struct stage *stage, uint64_t ns);
/* Kitchen seconds at run time `now_ns` (at or after stage->time_ns: extrapolated by the pace unless held). */
double stage_kitchen_s(const struct stage *stage, uint64_t now_ns);

#endif
