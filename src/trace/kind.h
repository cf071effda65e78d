/* kind.h - the vocabulary: every kind of event, once.
 *
 * KIND(NAME, "name", "what it means, and what object, item and value hold")
 *
 * The name is what `--json` exporters and documentation use. worker is always the worker that acts (0: the
 * kitchen itself), line the recipe's line it is on (0: none), object an object's id (0: none), time the run's clock. */
#ifndef LUNCHRUSH_TRACE_KIND_H
#define LUNCHRUSH_TRACE_KIND_H

#define EVENT_KINDS(KIND) \
	/* the run */ \
	KIND(BEGIN, "begin", "the run starts; item: 1 when each task runs to its end at the moment it is made, value: the seed") \
	KIND(PARAM, "param", "a setting has this value; item: its name (text), value: a word") \
	KIND(PACE, "pace", "kitchen seconds per real second change; value: millionths, 0 is unlimited") \
	KIND(HOLD, "hold", "the kitchen and its clock are held; the next event is GO") \
	KIND(GO, "go", "the kitchen goes on; value: real nanoseconds it was held") \
	KIND(TICK, "tick", "time has passed, nothing else happened") \
	KIND(STALL, "stall", "the worker's ring was full and it had to wait; value: nanoseconds") \
	KIND(OUTCOME, "outcome", "the run is over; item: enum outcome, value: text of the error or 0") \
	/* workers */ \
	KIND(WORKER_NEW, "worker_new", "a worker is made by worker; item: its name (text), value: its id | enum role << 32, object: what a device serves, or the pool of its worker") \
	KIND(WORKER_START, "worker_start", "the worker starts to run; value: pid | thread id << 32") \
	KIND(WORKER_END, "worker_end", "the worker has ended; item: 0 it returned, 1 it failed") \
	KIND(WAIT, "wait", "the worker cannot go on; item: enum reason, object: at what, value: the worker waited for or 0") \
	KIND(WAKE, "wake", "worker lets another go on; value: the worker woken, object: at what") \
	KIND(RESUME, "resume", "the loop hands control to the worker; value: nanoseconds it was ready") \
	KIND(YIELD, "yield", "the worker gives control up of its own will and stays ready") \
	KIND(JOINED, "joined", "the worker has the result of another; value: the worker joined") \
	KIND(SLEEP, "sleep", "the worker sleeps; item: label (text) or 0, value: kitchen nanoseconds") \
	KIND(AWAKE, "awake", "the sleep is over; value: real nanoseconds later than due") \
	KIND(WORK, "work", "the worker begins to use the CPU; item: label (text), value: kitchen nanoseconds of CPU time to use") \
	KIND(WORKED, "worked", "the work is done; value: nanoseconds of CPU time really used") \
	KIND(WORKING, "working", "the work goes on; value: kitchen nanoseconds of CPU time still to use") \
	KIND(BLOCK, "block", "the worker waits without giving control up; item: label (text), value: kitchen nanoseconds") \
	KIND(UNBLOCK, "unblock", "the blocking wait is over; value: real nanoseconds nothing else could run on its loop") \
	KIND(GIL_MODE, "gil_mode", "the GIL is switched; item: 1 on, 0 off, value: switch interval in nanoseconds") \
	KIND(GIL_WANT, "gil_want", "the worker wants the GIL; value: the holder or 0") \
	KIND(GIL_ASK, "gil_ask", "the worker waited a switch interval and asks the holder to drop the GIL; value: the holder") \
	KIND(GIL_MISS, "gil_miss", "the worker woke for the GIL and another had taken it; value: the holder") \
	KIND(GIL_ACQUIRE, "gil_acquire", "the worker has the GIL; value: nanoseconds waited") \
	KIND(GIL_RELEASE, "gil_release", "the worker gives the GIL up; item: 0 it waits or ends, 1 it was asked to") \
	KIND(LOOP_LAG, "loop_lag", "the loop ran a due task late; value: nanoseconds") \
	KIND(KERNEL, "kernel", "the kernel's figures for the worker's thread; item: core, value: involuntary | voluntary << 32 switches") \
	KIND(CPU, "cpu", "CPU time of the worker so far; value: nanoseconds, item: milliseconds it was ready and not run") \
	KIND(LOCAL, "local", "a local of the worker; object: its place, 0 begins anew, item: name (text) or 0 for none, value: a word") \
	KIND(SAY, "say", "the worker says something; item: text") \
	KIND(FAIL, "fail", "the worker failed; item: text of the error") \
	/* objects */ \
	KIND(OBJECT_NEW, "object_new", "an object is made; item: name (text), value: capacity (0: none) | enum object_type << 32") \
	KIND(PUT, "put", "into a queue; item: the thing, value: a word") \
	KIND(GET, "get", "out of a queue; item: the thing, value: a word") \
	KIND(CLOSE, "close", "the queue is closed: nothing more comes in") \
	KIND(CLOSED, "closed", "the worker found the queue closed and empty") \
	KIND(TASK_DONE, "task_done", "one thing taken from the queue is dealt with; value: things not yet dealt with") \
	KIND(ALL_DONE, "all_done", "the worker's join of the queue is over: all is dealt with") \
	KIND(ARRIVE, "arrive", "a customer comes in by itself, into the queue; item: the thing, value: a word") \
	KIND(PLACE, "place", "onto a slot; item: the thing, value: kitchen nanoseconds it will cook | slot << 48") \
	KIND(COOKED, "cooked", "the thing on a slot is cooked; item: the thing, value: slot") \
	KIND(LOOK, "look", "the worker looks at a slot; item: the thing there or 0, value: slot | cooked << 32") \
	KIND(TAKE, "take", "off a slot; item: the thing, value: slot | cooked << 32") \
	KIND(SERVE, "serve", "a customer leaves happy; item: the thing, value: served so far") \
	KIND(LOST, "lost", "an order is lost; item: the thing") \
	KIND(READ, "read", "a global or shared value is read; item: how many reads this tells of, value: the word read last") \
	KIND(WRITE, "write", "a global or shared value is written; item: how many writes this tells of, value: the word written last") \
	KIND(CODE, "code", "a global is given a function") \
	KIND(APPEND, "append", "onto the end of a list; item: the index, value: a word") \
	KIND(POP, "pop", "off the end of a list; item: the index, value: a word") \
	KIND(ELEMENT_READ, "element_read", "an element of a list or array is read; item: the index, value: a word") \
	KIND(ELEMENT_WRITE, "element_write", "an element of a list or array is written; item: the index, value: a word") \
	KIND(LENGTH, "length", "the length of a list or queue is read; value: the length") \
	KIND(EXPECT, "expect", "an expectation was checked at the end; item: text, value: 1 it holds, 0 it is broken") \
	/* objects for control */ \
	KIND(ACQUIRE, "acquire", "a lock, or one of a semaphore's places, is acquired; item: lock: how often the worker holds it now, value: semaphore: places left") \
	KIND(RELEASE, "release", "a lock or a semaphore's place is given back; item: lock: how often the worker still holds it, value: semaphore: places left") \
	KIND(REFUSED, "refused", "try_acquire found it taken; value: the holder or 0") \
	KIND(COND_WAIT, "cond_wait", "the worker lets a condition's lock go and queues up at the condition; value: the lock's id") \
	KIND(COND_BACK, "cond_back", "a notified worker has the condition's lock again; item: how often it holds it, value: the lock's id") \
	KIND(NOTIFY, "notify", "who waits at a condition is told; item: how many are told, value: how many waited") \
	KIND(SET, "set", "an event is set") \
	KIND(CLEAR, "clear", "an event is cleared") \
	KIND(IS_SET, "is_set", "the worker looks whether an event is set; value: 1 or 0") \
	KIND(PASS, "pass", "the worker goes on from an event that is set, or from a barrier where all have arrived; value: barrier: which round, from 0") \
	KIND(BARRIER_ARRIVE, "barrier_arrive", "the worker arrives at a barrier; item: how many have now, value: which round, from 0") \
	KIND(ADD, "add", "a shared number is added to, in one step; item: how many additions this tells of, value: the sum, a word") \
	KIND(FILL, "fill", "all elements of an array are given one value; item: how many, value: a word") \
	/* under control */ \
	KIND(STEP, "step", "the worker is chosen and takes a step, which the events up to the next STEP tell of; item: its number in the run, from 1") \
	KIND(NEXT, "next", "by hand: what the worker will do when it is chosen; object: at what, item: kind of the event that will tell of it | enum next_way << 8 | enum " \
		"reason << 16, value: a write or put: the word; cannot: the worker waited for or 0; asleep or a device: kitchen nanoseconds at which it is due") \
	KIND(ASK, "ask", "by hand: each worker's NEXT was told before, and nobody moves until a person chooses; item: 1: the choice was made before; value: steps taken so far") \
	KIND(STRAY, "stray", "a schedule asks for a worker that can take no step; item: enum reason, object: at what it waits, value: the worker it waits for or 0") \
	KIND(BROKEN, "broken", "what must always hold does not hold after this step; item: its text") \
	/* in a free run */ \
	KIND(OVERWRITE, "overwrite", "the worker has written what it made of an older value over what others had written since it read it; item: how many times, value: by " \
		"how much in sum those values had grown meanwhile, a whole number as a word") \
	/* workers that are processes */ \
	KIND(KILLED, "killed", "the worker's process has died before it ended; item: the signal, 0 it exited by itself") \
	KIND(MENDED, "mended", "the worker is dead: the object lets go of it; item: lock: how often it held it, semaphore: places given back, condition, barrier: 1, 0 " \
		"nothing, value: semaphore: places left, condition: how many are in line, barrier: how many have arrived") \
	KIND(RETRY, "retry", "the worker is dead, and an order that was in its hands goes back into the queue; item: the thing, value: a word") \
	KIND(STOPPED, "stopped", "the worker's process is stopped: it goes on only when it is told to") \
	KIND(CONTINUED, "continued", "the worker's process goes on") \
	KIND(MEMORY, "memory", "memory of the worker's process; item: kilobytes of its own share, value: kilobytes resident") \
	/* pools and pipes */ \
	KIND(SUBMIT, "submit", "a call is given to a pool; item: its number there, from 1, value: bytes of its arguments") \
	KIND(CALL, "call", "a worker of a pool begins a call; item: its number, value: the worker that gave it") \
	KIND(RETURN, "return", "a call has its result; item: its number, value: bytes of the result") \
	KIND(RAISED, "raised", "a call has ended in an error, which waits for whoever asks for the result; item: its number, value: text of the error") \
	KIND(RESULT, "result", "the worker has the result of a call; item: its number, value: 1 it is an error") \
	KIND(IS_DONE, "is_done", "the worker looks whether a call is done; item: its number, value: 1 or 0") \
	KIND(SEND, "send", "through a pipe to this end; item: bytes of the parcel, 0 where a word is all, value: a word") \
	KIND(RECV, "recv", "what came to this end of a pipe is taken; item: bytes of the parcel, value: a word") \
	KIND(PACK, "pack", "the worker has packed a parcel that is to cross; item: its bytes, value: nanoseconds it took, 0 in virtual time") \
	KIND(UNPACK, "unpack", "the worker has unpacked a parcel; item: its bytes, value: nanoseconds it took, 0 in virtual time") \
	/* services */ \
	KIND(HEARD, "heard", "the service has heard a request; item: its path (text), value: how many requests it is at now") \
	KIND(ANSWERED, "answered", "the service answers a request; item: the status, value: nanoseconds since it was heard") \
	/* requests */ \
	KIND(FETCH, "fetch", "the worker asks for a page; item: the path (text), value: the request's number in the run, from 1, object: the session or 0") \
	KIND(FETCHED, "fetched", "the answer is there; item: the request's number, value: its status | bytes << 16 | 1 << 63 where a connection was opened for it; status 0: " \
		"no answer came") \
	/* outside programs */ \
	KIND(COMMAND, "command", "the worker starts an outside program; item: its command line (text), value: its process id, 0 not told") \
	KIND(EXITED, "exited", "the program is over; item: its exit status, or 128 + the signal that ended it, value: bytes that it wrote | 1 << 63 it has no exit status; item: " \
		"enum exited_why") \
	/* clouds */ \
	KIND(INVOKE, "invoke", "a request is given to a cloud; item: its number there, from 1, value: the thing that it is about or 0 | 1 << 32 where nobody waits for the answer") \
	KIND(THROTTLED, "throttled", "as many instances as there may be are busy; item: the request's number, value: 0 it is refused (429), 1 it waits and is tried again") \
	KIND(COLD, "cold", "an instance, the worker, is started for a request; item: the request's number") \
	KIND(HANDLE, "handle", "an instance begins with a request; item: its number, value: nanoseconds since it was given") \
	KIND(HANDLED, "handled", "an instance is done with a request; item: its number, value: bytes of the answer | 1 << 62 it raised an error | 1 << 63 it died over it") \
	KIND(TIMED_OUT, "timed_out", "a request took too long: its instance is killed, and what it did is thrown away; item: its number, value: kitchen nanoseconds it was allowed") \
	KIND(RECLAIM, "reclaim", "an instance goes; item: 0 it had nothing to do for too long, 1 the run is over, value: kitchen nanoseconds it was idle") \
	KIND(REINVOKE, "reinvoke", "a request that nobody waits for has failed; item: its number, value: kitchen nanoseconds until it is tried again | its next try << 56; 0: it is lost")

enum kind {
	KIND_NONE,
#define KIND(name, text, doc) KIND_##name,
	EVENT_KINDS(KIND)
#undef KIND
	KIND_COUNT
};

/* What sort of worker: the script itself, a task, or a device that works by itself (arrivals, a grill), a worker of a pool,
 * which lives on calls that others give and ends with the run; an instance of a cloud, which the platform starts and ends. */
enum role { ROLE_OF_MAIN, ROLE_OF_TASK, ROLE_OF_DEVICE, ROLE_OF_POOL, ROLE_OF_INSTANCE };

/* How a worker stands when somebody is to be chosen (NEXT). */
enum next_way {
	NEXT_CAN,    /* its action is possible */
	NEXT_CANNOT, /* it would wait: for what the reason says */
	NEXT_ASLEEP, /* it sleeps; it may be chosen, then the clock jumps to when it is due */
	NEXT_DEVICE, /* it works by itself: the same */
	NEXT_JOINS,  /* it waits for another's end: that is no step, so it cannot be chosen */
	NEXT_WAYS
};

/* Why a worker cannot go on (WAIT). */
enum reason {
	REASON_NONE,
	REASON_QUEUE_FULL,   /* put: until there is room */
	REASON_QUEUE_EMPTY,  /* get: until something comes or it is closed */
	REASON_QUEUE_JOIN,   /* until all that was put is dealt with */
	REASON_WORKER_JOIN,  /* until another worker ends */
	REASON_LOCK,         /* until its holder, the worker waited for, releases it */
	REASON_SEMAPHORE,    /* until a place is given back */
	REASON_CONDITION,    /* until notified */
	REASON_EVENT,        /* until it is set */
	REASON_BARRIER,      /* until all have arrived */
	REASON_FUTURE,       /* until a call is done; WAIT's value is then the worker at it | the call's number << 32 */
	REASON_CALL,         /* a pool's worker: until a call is given to the pool */
	REASON_POOL,         /* until all calls of a pool are done */
	REASON_PIPE_FULL,    /* send: until there is room */
	REASON_PIPE_EMPTY,   /* recv: until something comes */
	REASON_ANSWER,       /* fetch: until a service answers */
	REASON_REQUEST,      /* an instance: until it is given a request */
	REASON_PERMISSION,   /* command: until a person allows it */
	REASON_PROGRAM,      /* command: until the program has ended */
	REASON_COUNT
};

/* What an object is. */
enum object_type {
	OBJECT_NONE,
	OBJECT_QUEUE,
	OBJECT_ARRIVALS, /* a queue that customers come into by themselves */
	OBJECT_GRILL,
	OBJECT_CELL,     /* a global */
	OBJECT_LIST,
	OBJECT_LOCK,      /* its capacity in OBJECT_NEW: 1 reentrant, 0 not */
	OBJECT_SEMAPHORE, /* places */
	OBJECT_CONDITION, /* its lock's id */
	OBJECT_EVENT,
	OBJECT_BARRIER,   /* parties */
	OBJECT_SHARED,    /* one word that processes share, too */
	OBJECT_ARRAY,     /* elements */
	OBJECT_POOL,      /* workers */
	OBJECT_PIPE,      /* one end; the id of the other, 0 when that is made next */
	OBJECT_SERVICE,   /* a real HTTP service; its port, 0 under control */
	OBJECT_SESSION,   /* connections that are kept between requests */
	OBJECT_CLOUD,     /* requests, each handled in an instance; instances at most */
	OBJECT_TYPE_COUNT
};

/* How a run ended; names are those of `run --json`. */
enum outcome { OUTCOME_RUNNING, OUTCOME_DONE, OUTCOME_DEADLOCK, OUTCOME_VIOLATED, OUTCOME_FAILED, OUTCOME_INTERRUPTED, OUTCOME_COUNT };

/* The name of a kind, "?" for a number that is none. Any thread. */
const char *kind_name(enum kind kind);
/* What it means, as in the table above. */
const char *kind_doc(enum kind kind);
/* "queue", "grill" …; "?" where it is none. */
const char *object_type_name(enum object_type type);
/* "done", "deadlock", "violated", "failed", "interrupted"; "running". */
const char *outcome_name(enum outcome outcome);

#endif
