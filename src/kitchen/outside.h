/* outside.h - one outside program: started, waited for, its output taken in.
 *
 * What is common to both ways of waiting: in the calling thread (outside_wait), and being told by the loop (outside_loop_start). Neither tells events; the word
 * in api_command.c does. Whether a person allows it is asked before (permission.h).
 *
 * Never a shell: the program gets its arguments as they are. It is looked up in PATH once; what is shown to the person is what is started. It has nothing to read
 * (/dev/null), one pipe for what it writes, stdout and stderr together in the order in which they came, and a small environment: PATH, HOME, TMPDIR, and
 * LC_ALL=C.UTF-8, so that `sort` sorts everywhere alike. It works in the recipe's folder. It dies with the thread that started it, and what it started itself dies
 * with the kitchen's process group at the latest. */
#ifndef LUNCHRUSH_KITCHEN_OUTSIDE_H
#define LUNCHRUSH_KITCHEN_OUTSIDE_H

#include "kitchen/outside_start.h"
#include "kitchen/worker.h"
#include "trace/error.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define OUTSIDE_BYTES (16u << 20)      /* of output */
#define OUTSIDE_HELD_BYTES (128u << 20) /* of output on its way at once in one process */
#define OUTSIDE_ARGUMENTS 256          /* of one program */
#define OUTSIDE_ARGUMENT_BYTES (64u << 10) /* of all of them */
#define OUTSIDE_NAME 64

struct outside {
	struct worker *worker;
	char **argv;         /* those of outside_start.c first, then the program's path and its arguments; NULL-ended, owned as one block */
	char *line;          /* the program's path and its arguments as a person may read them, whole (outside_line.h); owned */
	char name[OUTSIDE_NAME]; /* as the recipe calls it, clean: "sort" */
	uint64_t timeout_ns; /* kitchen time; in virtual time and at unlimited pace real; 0 none */
	uint64_t begun_real_ns, due_kitchen_ns;
	pid_t pid;           /* 0: not started, or over */
	bool over;           /* the rest is whole */
	int status;          /* its exit status; -1: it has none, see words */
	int signal;          /* that ended it; 0 none */
	char *out;           /* what it wrote; owned, not NUL-ended */
	size_t length, size; /* bytes in it, allotted */
	char *words;         /* why there is no exit status; owned, NULL: no memory was left to say it */

	/* while it runs; the way's own */
	int pipe[2], said[2]; /* reading end, writing end; -1: closed */
	enum exited_why ended; /* killed by us: why; EXITED_BY_ITSELF: it was not */
	struct outside_handles *handles;
};

/* Make ready (`outside` is zeroed): argv[0] is looked up. -1 with words when there is no such program, or it cannot be started; `outside` then has no line. */
int outside_open(struct outside *outside, struct worker *worker, const char *const *argv, const size_t *lengths, size_t count, struct error *error);
/* Free what it has; one that runs is killed. */
void outside_release(struct outside *outside);
/* The folder in which programs work; "" when there is none. */
const char *outside_folder(void);

/* Start it; where it cannot be started it is over. The calling thread then waits until it is over; no guard held, no GIL. */
void outside_start(struct outside *outside);
void outside_wait(struct outside *outside);

/* The loop's thread: start; `done` is called there when it is over, never from within this call, also where it could not be started. `outside` stays where it is until then. */
void outside_loop_start(struct outside *outside, void (*done)(struct outside *outside));
/* Give it up: it is killed, and `done` is not called. */
void outside_loop_stop(struct outside *outside);

/* The run is over and the floor is gone: what programs left running in the background is killed. More may turn up whenever a child of ours has ended. The kitchen process. */
void outside_kill_left(void);

/* ---- for the two ways ---- */

/* Its pipes and its times: before it is started. False when there are no descriptors; it is then over. */
bool outside_begin(struct outside *outside);
/* It was started: the ends that are its own are closed here. */
void outside_begun(struct outside *outside);
/* It could not be started. */
void outside_failed(struct outside *outside, int error);
/* Take in what it has written, without waiting; false when nothing more will come. What is too much kills it. */
bool outside_read(struct outside *outside);
/* Real nanoseconds until it must be looked at again, 0: the time is up, UINT64_MAX: there is no limit. */
uint64_t outside_patience_ns(const struct outside *outside);
/* The time is up: it is killed. */
void outside_kill_late(struct outside *outside);
/* It has ended so: the rest of what it wrote is taken in, and its pipes are closed. */
void outside_finish(struct outside *outside, int status, int signal);

/* It is known how it ended, without its being started: `bytes` (malloced, length and a NUL) are what it wrote, or, where the status is -1, the words; taken over. */
void outside_known(struct outside *outside, int status, int signal, enum exited_why why, char *bytes, size_t length);

#endif
