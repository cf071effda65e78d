/* front.h - a screen of its own in front of a run, or with no run at all: the menu, a lesson, the presenter's form.
 *
 * A front has named slots, each of which may be NULL. It sees keys before the panes do, draws the whole screen or lets the run be drawn and draws over that, and starts and ends
 * runs with app_show_run and app_end_run. Its data is its own (app->front_data; the caller of tui_run owns it). All calls from the one thread of the screen. Adding one is one
 * file. Private to src/tui but for the tables of fronts, which the command line hands to tui_run. */
#ifndef LUNCHRUSH_TUI_FRONT_H
#define LUNCHRUSH_TUI_FRONT_H

#include "trace/error.h"
#include "tui/canvas.h"

#include <stdbool.h>
#include <stdint.h>

struct app;
struct help_page;
struct input_key;

struct front {
	const char *name;
	/* The loop is there (app->pulse.loop), the terminal is not yet taken. -1 with words: nothing is opened. */
	int (*open)(struct app *app, struct error *error);
	/* Everything goes; before the loop is closed. Called whenever open was, or would have been. */
	void (*close)(struct app *app);
	/* Draw all of app->canvas (it is clear) and return true; or false: the run is drawn as ever. *moving: a next frame is wanted soon. */
	bool (*draw)(struct app *app, uint64_t now_ns, bool *moving);
	/* Where the run is drawn on a screen of this size, when `draw` has left it to be drawn: at least LAYOUT_PART_ROWS × LAYOUT_COLS_MIN of it. NULL: everywhere. */
	struct rect (*place)(struct app *app, int rows, int cols);
	/* The run has been drawn: what lies over it or stands beside it, on all of app->canvas. */
	void (*draw_over)(struct app *app, uint64_t now_ns, bool *moving);
	/* A key or a mouse press before anybody else gets it, except Ctrl-Q, a question about a program, and the help and settings while they are open. True: it was used. */
	bool (*key)(struct app *app, const struct input_key *key);
	/* The wheel, a notch of it (wheel.h): true: it was used, or nothing is to move. NULL: it is the run's. */
	bool (*wheel)(struct app *app, const struct input_key *key);
	/* Whether letters are text now, or answers: then T is one, too. NULL: never. */
	bool (*types)(const struct app *app);
	/* What `?` beside a run says of the front's own keys; NULL: nothing. */
	const struct help_page *help;
	/* After each frame, and whenever something came: take in what is new. True when a frame is wanted soon. */
	bool (*work)(struct app *app);
	/* The program is stopped (Ctrl-Z) or goes on. */
	void (*stopped)(struct app *app, bool stopped);
};

#endif
