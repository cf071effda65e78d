/* pane.h - a pane: a named part of the screen that shows one thing of a stage.
 *
 * A pane draws a const view into a rectangle of a canvas; it never changes the stage, never speaks to a kitchen, never knows a terminal.
 * What it must remember between frames (where things were drawn, how far one scrolled) is its own, made by `new`. Adding a pane is
 * one file and one line in panes.c. The frame (rule, title) around a pane is drawn by the layout, not by the pane. */
#ifndef LUNCHRUSH_TUI_PANE_H
#define LUNCHRUSH_TUI_PANE_H

#include "stage/history.h"
#include "stage/info.h"
#include "stage/player.h"
#include "tui/canvas.h"

struct control;

struct study;

/* All that a pane may look at. */
struct view {
	const struct stage *stage;
	const struct history *history;
	const struct player *player;
	const struct info *info;
	uint64_t now_ns;    /* the moment shown, run clock (= player->now_ns) */
	uint64_t frame_ns;  /* real time since any fixed moment: for glides only */
	uint32_t chosen;    /* the worker a person has picked out, 0 none */
	bool reduced_motion;
	struct study *study; /* of all schedules (study.h): what follows from here, where it is known; NULL: none */
	const struct control *control; /* step mode: what was chosen so far; NULL when nobody has control */
};

struct pane {
	bool stepping;     /* only in step mode */
	const char *name;  /* "kitchen": in tables, help and the command line */
	const char *title; /* in the rule above it, when `head` is NULL */
	const char *help;  /* what it shows and how to read it, some lines; for ? on it */
	void *(*new)(void);
	void (*free)(void *own);
	/* Write the title for now ("timeline, last 12.4 s") into to[size]; may be NULL. */
	void (*head)(void *own, const struct view *view, char *to, int size);
	/* Draw into `rect`, all of it; returns true while something is still moving and a next frame is wanted soon. */
	bool (*draw)(void *own, struct canvas *canvas, struct rect rect, const struct view *view);
	/* A key while focused (KEY_* of tui/key.h or a code point); true when it was used. May be NULL. */
	bool (*key)(void *own, int key, const struct view *view);
	/* How many rows it would like at `cols` columns; may be NULL: as many as there are. */
	int (*rows)(void *own, const struct view *view, int cols);
};

/* The table, NULL-ended: kitchen, workers, code, memory, timeline, story, figures; next and schedule in step mode. */
extern const struct pane *const panes[];
const struct pane *pane_named(const char *name);

/* How states look everywhere. */
enum role_of_cell pane_state_role(enum state state);
uint32_t pane_state_glyph(enum state state);
/* A worker as a person sees it at the moment shown: its state, and how that looks. A device works by itself and has a quiet sign of its own. */
enum state pane_worker_state(const struct view *view, uint32_t id);
enum role_of_cell pane_worker_role(const struct view *view, uint32_t id);
uint32_t pane_worker_glyph(const struct view *view, uint32_t id);
/* "A", "A, B", "A and 4 more": of workers that stand in ids, `count` in all; into to[size]; returns to. */
char *pane_letters(const uint32_t *ids, uint32_t count, char *to, int size);
/* The colour that a thing keeps, by its number. */
enum role_of_cell pane_thing_role(uint32_t key);
/* "0.4 s", "12.4 s", "3 min 05 s", "5 ms", "120 µs": into to[size]; returns to. */
char *pane_seconds(double seconds, char *to, int size);

#endif
