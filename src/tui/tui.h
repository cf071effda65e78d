/* tui.h - the interactive screen: watch a run, live or saved, and steer it by keys. */
#ifndef LUNCHRUSH_TUI_TUI_H
#define LUNCHRUSH_TUI_TUI_H

#include "source/source.h"
#include "trace/error.h"
#include "trace/launch.h"
#include "tui/glyph.h"

#include <stdbool.h>

struct front;
struct reel;
struct sides;

struct tui_options {
	struct sides *sides;    /* kitchens to be measured and shown side by side (side.h), in place of a run: launch and source are NULL; NULL: a run. Not owned */
	const struct front *front; /* a screen of its own in front of a run (front.h); launch and source may then be NULL: there is no run yet. Not owned */
	void *front_data;       /* the front's own; not owned */
	struct reel *reel;      /* recorded without a terminal, from a tape (reel.h); NULL: shown on the terminal. Not owned */
	struct launch *launch;  /* how the kitchen was started: a restart changes it and starts again from it; NULL: a saved run is shown */
	struct source *source;  /* opened by the caller; tui_run owns it from here on and frees it, whatever happens */
	const char *name;       /* what is shown, before the run has said its title: a recipe's name or a file's; NULL: the launch's recipe */
	const char *said;       /* words to show at first, as an answer to a key is; NULL none */
	const char *trace_path; /* --trace: a restart writes there again; NULL none */
	const char *data_dir;   /* where themes/ lies; NULL: themes can only be paths */
	const char *theme;      /* a name (theme_shelf.h), or a path; NULL: "dark" */
	/* Whether a recipe's file can be run: 0, or -1 with FILE:LINE: words; NULL: not checked before it is run. */
	int (*check)(const char *path, const char *file, const char *name, struct error *error);
	const char *pane;       /* name of the pane that has the focus at first; NULL: the kitchen */
	bool explore;           /* all schedules of the launch are counted and shown from the start (F3) */
	/* T has chosen this theme: keep it. Where something else says which from the next start on, into held[size] what; else "". -1 with words. NULL: nothing is kept. */
	int (*keep_theme)(const char *name, char *held, size_t size, struct error *error);
	enum glyph_set glyphs;  /* where the locale is not UTF-8 it is ASCII in any case */
	bool mouse;             /* the mouse is on from the start */
	bool reduced_motion;    /* things jump instead of gliding */
};

/* Take the terminal, show the run until the person leaves, give the terminal back. stdin and stdout must be a terminal.
 *
 * Returns the program's exit status: 0 done, or left while it ran; 1 the run found something wrong; 2 the screen could not be
 * opened, a theme or a saved stream is wrong; 3 the kitchen died; 130 Ctrl-C; 128 + n ended by signal n. With 1, 2 and 3 `error` has
 * the line for stderr. The kitchen, if it still runs, is ended. Main thread only, once at a time. */
int tui_run(const struct tui_options *options, struct error *error);

#endif
