/* reel.h - what the screen shows, recorded.
 *
 * Either beside a person's own screen, from the key `R` to the next, or without a terminal: then a tape (record/tape.h) is the person, and the very program draws what it would draw there.
 * A recording without a terminal goes by a clock of its own (reel_clock.h): while nothing really runs no time passes in waiting, and the bytes are the same every time. Kernel facts (thread
 * and process ids, cores, CPU time, memory) are left out of runs under control then. A free run is recorded as it happens. */
#ifndef LUNCHRUSH_TUI_REEL_H
#define LUNCHRUSH_TUI_REEL_H

#include "record/cast.h"
#include "record/tape.h"
#include "trace/error.h"

#include <stdbool.h>

struct app;
struct canvas;
struct reel;

struct reel_plan {
	const char *path;         /* of the file; "-" is stdout */
	struct cast_head head;    /* size and all; borrowed for the call */
	const struct tape *tape;  /* borrowed for the reel's life */
	bool keys;                /* keys that are pressed are shown */
	bool captions;            /* what the narrator says is shown in the last row */
};

/* Create the file. NULL with words. */
struct reel *reel_new(const struct reel_plan *plan, struct error *error);
/* Close it; without a terminal the clock is the machine's again. `status` is how the program ended. -1 with words when not all could be written. */
int reel_free(struct reel *reel, int status, struct error *error);

/* Before tui_run, with the reel in its options: pretend a terminal of the reel's size; and take that back. */
void reel_take(const struct reel *reel);
void reel_give(void);

/* The key R: begin to record what is shown into a new file in the current folder, or end it; says which. Beside it the run that is shown is kept (source/kept.h), FILE.trace. */
void reel_toggle(struct app *app, int unused);
/* A screen ends: so does what R began, or, while the terminal is kept (terminal.h), it goes on with the next screen. */
void reel_leave(struct app *app);
/* For that screen: what goes on; NULL nothing. */
struct reel *reel_held(void);
/* Once the terminal is kept no more: what no screen has taken on ends. Says so on stderr. */
void reel_let_go(void);

/* For frame.c: say on the screen, and there alone, that it is recorded. */
void reel_sign_draw(const struct app *app, struct canvas *canvas);
/* For frame.c: a frame has been drawn. */
void reel_frame(struct reel *reel, struct app *app);
/* For pulse.c, in place of its loop: drive the program along the tape, to its end. -1 with words: what the tape waits for does not come. */
int reel_play(struct reel *reel, struct app *app, struct error *error);

#endif
