/* control.h - a person in control: who takes the next step, forward and back.
 *
 * Taking control starts the kitchen again by hand (launch.policy "hand") with the steps taken so far as its schedule. From then on the kitchen asks before each
 * step and the screen answers with orders (trace/command.h). A step is taken back by starting once more with one step less: the new run comes in behind the picture
 * and is shown when it asks, so that nothing flashes. Whatever is pressed while the kitchen is on its way waits its turn. */
#ifndef LUNCHRUSH_TUI_CONTROL_H
#define LUNCHRUSH_TUI_CONTROL_H

#include "tui/outlook.h"
#include "tui/step_log.h"
#include "tui/until.h"
#include "tui/watch.h"

struct app;


#define CONTROL_KEYS 64
#define CONTROL_BREAKS 16
#define CONTROL_SPEEDS 9
#define CONTROL_SPEED_USUAL 3 /* two steps a second */

/* How the policy goes on by itself. */
enum control_go {
	GO_NOT,   /* it does not: a person chooses each step */
	GO_CALM,  /* at a pace that one can follow */
	GO_FAST,  /* as fast as the kitchen can */
};

/* Zero-initialised: no control. */
struct control {
	bool on;              /* steps are chosen by hand */
	struct watch *coming; /* the run that will take the place of the one shown once it asks; owned; NULL none */
	bool checks;          /* … and it re-executes steps of the one shown: the two are compared */
	char answer[256];     /* … what is said when it is there */
	uint64_t began_ns;    /* when it was started */
	struct step_log log;  /* of the run shown */
	bool busy;            /* an order was given, the kitchen has not asked again */
	bool silent;          /* it takes long: a person has been told */
	uint64_t ordered_ns;
	size_t ordered_at;    /* steps taken by then */
	uint32_t woken;       /* the order was for a sleeper: it wakes, and may then have to wait; 0 none */
	size_t asks;          /* how often the kitchen had asked by then */
	size_t strays;        /* position after the last stray that was told */
	bool faulted;         /* a worker was killed or stopped by hand: steps taken again go without that, so they may differ */
	char drift[256];      /* a step was not what it was when it was taken before: words for the notice; "" none */
	int keys[CONTROL_KEYS]; /* pressed meanwhile */
	int key_count;
	bool line_waits;      /* Enter was pressed meanwhile after `:` */

	enum control_go go;
	char policy[16];      /* by which the policy goes on: round-robin, random, fifo, priority, inherit */
	int speed;            /* of GO_CALM: 0 to CONTROL_SPEEDS - 1 */
	size_t go_from;       /* steps taken when it began */
	bool go_bound;        /* nobody said how many steps: it stops after very many */
	uint64_t go_at_ns;    /* GO_CALM: when the next step is due */
	uint64_t left;        /* steps it still takes */
	struct until until;   /* it stops when this holds */
	uint32_t breaks[CONTROL_BREAKS]; /* lines: it stops when the next action of a worker comes to be on one */
	int break_count;
	struct outlook outlook;
	bool untold;          /* … is not told now: a front's wish, as its question asks for just that */
};

/* Whether somebody could choose who goes next in the run shown: not where each task runs to its end when it is made, nor where a cloud's instances go their own way. */
bool control_possible(const struct app *app);
/* Take control at the moment shown; say why it cannot be. */
void control_take(struct app *app);
/* Start the kitchen by hand after these steps, and say `words` once it is there (NULL: nothing). Also while in control already. */
void control_begin(struct app *app, const char *schedule, const char *words);
/* The launch asked for it: step mode from the first frame on. */
void control_open(struct app *app);
/* Leave step mode: the kitchen goes on free from its beginning; when it is over it is only looked at. */
void control_leave(struct app *app);
/* The run shown was started anew by other means: nothing of the old one is known any more. */
void control_forget(struct app *app);
void control_release(struct control *control);

/* The watch whose stream is to be read now: that of the run that comes, or of the one shown. */
struct watch *control_incoming(struct app *app);
/* New events came in. */
void control_news(struct app *app);
/* Time passed; returns in how many milliseconds it wants to be called again, -1 not at all. */
int control_tick(struct app *app, uint64_t now_ns);

/* A key in step mode that is a worker's or control's own; false: it is neither. */
bool control_key(struct app *app, int key);
/* Another key was pressed: what goes on by itself stops. */
bool control_interrupt(struct app *app, int key);
/* Whether the kitchen waits for a choice, and no run is on its way. */
bool control_asks(const struct app *app);
/* Whether the kitchen is on its way to the next choice, or a run comes: what a person wants then waits its turn. */
bool control_waits(const struct app *app);
/* Whether the newest moment is shown. */
bool control_at_end(const struct app *app);

/* Ask what the count of all schedules says of the moment shown, where there is one; before each frame. */
void control_outlook(struct app *app);

/* control_go.c, control_key.c: what follows from news. Private to the files of control. */
void control_go(struct app *app);
void control_drain(struct app *app);

/* Orders; they say what they do or why not. Only when control_asks. */
void control_follow(struct app *app, const char *schedule);
void control_go_on(struct app *app, enum control_go how, const char *policy, uint64_t steps);
void control_stop(struct app *app, const char *words);
/* Quicker or slower. */
void control_speed(struct app *app, int change);
/* Go back (or on, where the steps are known) to the moment after step `steps`. */
void control_goto(struct app *app, size_t steps);
/* Start again, as the launch says now, from the beginning. */
void control_anew(struct app *app, const char *words);
/* The steps taken up to the moment shown, as a schedule string; to be freed; NULL when memory is out. */
char *control_schedule(struct app *app);

#endif
