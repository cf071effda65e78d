/* app.h - the screen's one state, shared by the files that make up the program's front: app.c (its life), pulse.c (what wakes it),
 * frame.c (what it draws), keymap.c (what keys do). Private to src/tui. */
#ifndef LUNCHRUSH_TUI_APP_H
#define LUNCHRUSH_TUI_APP_H

#include "tui/allow.h"
#include "tui/banner.h"
#include "tui/beside.h"
#include "tui/command_line.h"
#include "tui/control.h"
#include "tui/front.h"
#include "tui/input.h"
#include "tui/layout.h"
#include "tui/pane.h"
#include "tui/results.h"
#include "tui/screen.h"
#include "tui/settings.h"
#include "tui/side.h"
#include "tui/theme.h"
#include "tui/tui.h"
#include "tui/watch.h"

#include <uv.h>

/* What lies over the panes. */
enum over { OVER_NOTHING, OVER_HELP, OVER_SETTINGS, OVER_ATLAS, OVER_BRANCH, OVER_MEND, OVER_SIDES };

/* What wakes the program; see pulse.c. */
struct pulse {
	uv_loop_t loop;
	uv_poll_t keys;
	uv_poll_t *stream;          /* NULL none; freed once libuv has let go of it */
	uv_idle_t load;             /* a saved stream: taken in piece by piece */
	uv_timer_t frame, escape;
	uv_signal_t signals[6];
	uint64_t shown_ns;          /* when the last frame was drawn */
	bool worked;                /* what runs beside had news after the last frame, which does not show them yet */
	uint64_t wanted_ms;         /* a recording without a terminal: in so many at the latest a frame is wanted; 0: none is */
	bool left;                  /* app_leave was called */
	int stream_fd;              /* a copy of the source's descriptor, -1 none: the source may close its own at any time */
};

struct app {
	const struct tui_options *options;
	struct watch watch;
	struct control control;             /* a person chooses each step */
	struct command_line line;           /* what is typed after `:` */
	struct beside beside;               /* what runs beside the run */
	const struct front *front;          /* a screen of its own before the run; NULL none */
	void *front_data;                   /* … its own */
	struct launch front_launch;         /* how the run was started that the front shows; app_show_run */
	struct sides *sides;                /* kitchens side by side, in place of a run: `watch` is then empty; NULL: a run */
	struct pulse pulse;

	struct theme theme;
	struct screen screen;
	struct canvas canvas;               /* what the screen shows; while the run is drawn into a part of it, that part */
	struct canvas whole;                /* … and this then is all of it; else it waits to be the part */
	struct rect place;                  /* where on the screen the run is drawn */
	unsigned run_number;                /* another one with each run shown, or shown anew */
	bool picture;                       /* it is drawn for a picture: nobody looks back, each moment is now (still.h) */
	bool hushed;                        /* how the run ended is not told before one looks at its end: a front's wish */
	struct layout layout;
	struct banner banner;
	struct input input;

	void *own[LAYOUT_PANES];            /* what each pane remembers */
	const char *names[LAYOUT_PANES];
	int tallest[LAYOUT_PANES];          /* the most rows it wished for in this run: so that frames do not breathe */
	int pane_count;
	int focus, guest;                   /* panes by index; guest: last one focused that may have no place of its own */
	bool zoomed;

	struct allow allow;                 /* what a person is asked, over everything */
	enum over over;
	struct results results;             /* of the runs of this recipe that are over */
	bool card_away;                     /* the card at the end was put away; until one leaves the end */
	enum over help_on;                  /* the screen that the help lies on: OVER_NOTHING (the panes), OVER_ATLAS or OVER_BRANCH */
	int help_top;                       /* first line of the help shown */
	struct settings settings;           /* the list of settings, while it is open */

	uint32_t chosen;                    /* worker picked out */
	bool mouse;
	char message[256];                  /* an answer to the last key, shown in place of the story */
	uint64_t message_until_ns;

	char theme_said[200];               /* of the theme that T has chosen, in a row near the foot; "" */
	int theme_said_row;
	uint64_t theme_said_until_ns;       /* 0: it has not been seen yet */

	int signal;                         /* that ended the program; 0 none */
	struct reel *reel;                  /* what is shown is recorded; NULL: it is not */
};

/* frame.c */

/* Draw what is now and show it; returns true while something moves. `now_ns` is any steady clock. */
bool app_draw(struct app *app, uint64_t now_ns);
/* … onto the canvas only. */
bool app_paint(struct app *app, uint64_t now_ns);
/* The run that asks something: the one on its way, or the one shown. */
struct watch *app_asking(struct app *app);
/* Whether the run is over, its end is shown, and the card on it lies over the panes. */
bool app_has_card(const struct app *app);
/* What panes look at now. */
struct view app_view(struct app *app, uint64_t now_ns);

/* pulse.c */

/* Catch signals: before the terminal is taken. -1 with words. */
int pulse_open(struct app *app, struct error *error);
/* Draw the first frame, then answer what comes, until app_leave. -1 with words. */
int pulse_run(struct app *app, struct error *error);
void pulse_close(struct app *app);
/* Let time pass and draw what is now: for whoever drives the program in place of the loop. */
void pulse_frame(struct app *app);
/* The source is another now. */
void pulse_source_changed(struct app *app);
/* Draw a frame soon: something has changed. */
void pulse_frame_soon(struct app *app);
/* … at once: it is the answer to a key. */
void pulse_frame_now(struct app *app);
/* End the loop. */
void app_leave(struct app *app);

/* app.c */

/* Answer a key in the story's place. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The size of the terminal may have changed. */
void app_resize(struct app *app);
void app_focus(struct app *app, int pane);
/* What each pane remembers, anew; and gone. */
void app_panes_make(struct app *app);
void app_panes_drop(struct app *app);
/* The index of the pane of that name. */
int app_pane(const char *name);
/* Show another run in place of the one shown, which ends. What `watch` owns goes over. */
void app_exchange(struct app *app, struct watch *watch);
/* For a front: start a kitchen from this launch (copied) and show it in place of the run shown; by hand where it says so. -1 with words: then there is no run. */
int app_show_run(struct app *app, const struct launch *launch, struct error *error);
/* For a front: end the run shown; there is none then. */
void app_end_run(struct app *app);
/* Start the run again from its launch; says so, or what went wrong. */
void app_restart(struct app *app, const char *why);

/* What lies over the panes (OVER_SIDES is there from beginning to end), or under the help. */
enum over app_under_help(const struct app *app);

/* theme_next.c */

/* Show this theme from the next frame on. */
void app_dress(struct app *app, const struct theme *theme);
/* T, or Ctrl-T where letters mean something else: the next theme. False: it is another key. */
bool theme_key(struct app *app, int key);
void theme_next(struct app *app);
/* Draw what was said of it; true while it is there. */
bool theme_said_draw(struct app *app, uint64_t now_ns);

/* keymap.c */

void app_key(struct app *app, const struct input_key *key);

#endif
