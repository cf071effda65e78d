/* side.h - kitchens side by side: the same recipe in several ways, measured one after another, then shown together by one clock.
 *
 * A *side* is one recipe run in one way. While it is measured it has the machine to itself, and its picture is live. What happened is kept; once that of two long runs,
 * or of all, is known, they play from their beginnings, the same moment in each. A side on which the recipe cannot run is *out*: it has a line in the scoreboard and no
 * picture. One whose kitchen died keeps its place and says so. Knows no terminal and no loop: its owner (beside.c) polls sides_fd and calls sides_pump. */
#ifndef LUNCHRUSH_TUI_SIDE_H
#define LUNCHRUSH_TUI_SIDE_H

#include "source/measured.h"
#include "tui/layout.h"
#include "tui/pane.h"
#include "tui/side_clock.h"
#include "tui/side_layout.h"
#include "tui/watch.h"

#define SIDES_MOST 40
#define SIDE_RUNS_MOST 9 /* all of one way are kept until the median is known */

enum side_state {
	SIDE_WAITS,    /* for its turn, or its next one */
	SIDE_RUNS,     /* it is being measured */
	SIDE_MEASURED, /* or its kitchen died: see `is` */
	SIDE_OUT,      /* it cannot run here: is.why */
};

struct side_run {
	struct watch watch;
	struct measured is;
};

struct side {
	char name[40];           /* "threads+gil"; of several recipes "visits, threads" */
	struct launch launch;    /* owned */
	int recipe;              /* of those compared, from 0: speed-ups and ranks are within one */
	double known_s, known_speedup; /* what others have published; NAN: nothing */
	enum side_state state;
	struct measured is;      /* of the latest run; of the one of median length once measured */
	bool open;               /* watch is in use */
	struct watch watch;      /* the same run */
	struct side_run *before; /* earlier runs, until the median is known */
	unsigned before_count;
	struct machine before_it; /* the machine, when the latest run began */
	uint64_t end_ns;         /* measured: when it was over */
	void *kitchen;           /* what its kitchen's pane remembers */
};

/* One of them alone on the screen, with all panes. */
struct side_zoom {
	struct side *side; /* NULL: nobody is */
	void *own[LAYOUT_PANES];
	struct layout layout;
	int focus;
};

struct sides {
	struct side list[SIDES_MOST];
	int count;
	char title[200];
	int cores;
	uint64_t seed;
	unsigned runs, round;    /* of each side; the present one, from 0 */
	int running;             /* the side being measured, -1 none */
	bool begun;
	bool plays;              /* those measured are shown at the clock's moment */
	bool touched;            /* a person has moved the clock: it does not begin by itself again */
	bool strips;             /* lanes instead of pictures, wherever */
	bool reduced_motion;
	int first;               /* of those not out, the first that is shown */
	struct side_clock clock;
	struct side_layout layout;
	struct side_zoom zoom;
	uint64_t frame_ns;       /* when it was drawn last */
	char misuse[320];        /* the recipe has no such setting: there is nothing to compare; "" */
};

enum sides_wish { SIDES_STAY, SIDES_LEAVE, SIDES_REDRAW };

/* ---- making (sides.c) ---- */

struct sides *sides_new(unsigned runs, int cores, uint64_t seed);
void sides_free(struct sides *sides);
/* One more; the launch is copied. NULL when there are SIDES_MOST. */
struct side *sides_add(struct sides *sides, const char *name, const struct launch *launch, int recipe);
/* It cannot run, and this is why. */
void side_leave_out(struct side *side, const char *why);

/* ---- measuring (sides.c) ---- */

/* Start the first, if none has been. */
void sides_begin(struct sides *sides);
/* To be polled; -1 while nobody runs. */
int sides_fd(const struct sides *sides);
/* Take in what has come; true when something changed. */
bool sides_pump(struct sides *sides);
/* Measure all again. */
void sides_again(struct sides *sides);
/* The program is about to be stopped: what is being measured would come out wrong, and is begun anew by sides_resume. */
void sides_suspend(struct sides *sides);
void sides_resume(struct sides *sides);
/* All have been measured, or are out. */
bool sides_complete(const struct sides *sides);
/* A clock on the screen goes on: a kitchen is being measured, or those measured play. */
bool sides_going(const struct sides *sides);

/* ---- what they say (side_tell.c) ---- */

/* Has it figures. */
bool side_ran(const struct side *side);
/* The one that others of its recipe are measured against: sequential where it ran, else the first that ran; NULL none. */
const struct side *side_base(const struct sides *sides, const struct side *side);
/* Against that; NAN. */
double side_speedup(const struct sides *sides, const struct side *side);
/* 1: the fastest of its recipe; 0: it has no figures. */
int side_rank(const struct sides *sides, const struct side *side);
/* At the moment shown it is over. */
bool side_over(const struct sides *sides, const struct side *side);
/* The moment shown of it, since its kitchen opened. */
uint64_t side_now_ns(const struct sides *sides, const struct side *side);
/* Served at the moment shown. */
unsigned side_served(struct side *side);
/* The sides that have a place on the screen; returns how many, at most SIDE_CELLS. With `of` how many there are in all. */
int sides_shown(struct sides *sides, struct side *shown[SIDE_CELLS], int *of);
/* How many columns' time the lanes show: from each one's opening to the end of the longest. */
uint64_t sides_span_ns(const struct sides *sides);
/* One or two sentences on the moment shown, into to[size]; returns to. */
char *sides_story(struct sides *sides, char *to, size_t size);
/* "0.385 s" with three or four digits that count, into to[24]; returns to. */
char *side_seconds(double seconds, char to[24]);

/* ---- the clock (side_step.c) ---- */

/* Bring those measured to the clock's moment. */
void sides_look(struct sides *sides);
/* To the next or last event, or switch, of any of those measured; stands there. */
void sides_step(struct sides *sides, int direction);
void sides_switch(struct sides *sides, int direction);

/* ---- drawing ---- */

/* Go on to `frame_ns` and draw all; true while something moves. */
bool sides_draw(struct sides *sides, struct canvas *canvas, uint64_t frame_ns);
struct view side_view(const struct sides *sides, struct side *side);
/* side_cell.c: a cell without its frame. */
bool side_cell_draw(struct sides *sides, struct side *side, struct canvas *canvas, struct rect body, enum side_form form);
/* side_lanes.c: its workers as lanes, a column for each slice of sides_span_ns; what each does now stands beside it. Returns the rows used. */
int side_lanes_draw(const struct sides *sides, struct side *side, struct canvas *canvas, struct rect rect);
/* Columns before and after the lanes, in a rectangle of so many columns. */
void side_lanes_margins(int cols, int *before, int *after);
/* How many lanes it has. */
int side_lanes_count(const struct side *side);
/* side_score.c: the rows it would like, with its rule; and all of it. */
int side_score_rows(const struct sides *sides);
void side_score_draw(struct sides *sides, struct canvas *canvas, struct rect rect);
/* side_zoom.c */
void side_zoom_open(struct sides *sides, struct side *side);
void side_zoom_close(struct sides *sides);
bool side_zoom_draw(struct sides *sides, struct canvas *canvas);

/* ---- keys (side_keys.c) ---- */

enum sides_wish sides_key(struct sides *sides, int key);
/* The line of keys. */
void sides_keys_draw(const struct sides *sides, struct canvas *canvas, struct rect rect);

#endif
