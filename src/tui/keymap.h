/* keymap.h - what keys do: one table, from which the help and the foot of the screen are made too. */
#ifndef LUNCHRUSH_TUI_KEYMAP_H
#define LUNCHRUSH_TUI_KEYMAP_H

#include "tui/app.h"

struct binding {
	int key;           /* a code point or enum key_code */
	const char *name;  /* as the help writes it; \1 \2 \3 \4 are the arrows left, right, up, down, \5 \6 backspace and enter. NULL: told by the line before */
	const char *foot;  /* a word or two for the foot; NULL: not there */
	const char *help;  /* a line; NULL: told by the line before */
	void (*act)(struct app *app, int argument);
	int argument;
	int rank;          /* in the foot: those of higher rank give way first */
	bool live;         /* only makes sense with a kitchen that can be asked or started again */
};

extern const struct binding keymap[]; /* ends with key 0 */
extern const struct binding keymap_step[]; /* in step mode; what has no act is control's own (control_key) */
/* The one that holds now. */
const struct binding *keymap_now(const struct app *app);

/* Of both. */
void keymap_focus(struct app *app, int direction);
void keymap_zoom(struct app *app, int unused);
void keymap_redraw(struct app *app, int unused);
void keymap_help(struct app *app, int unused);
void keymap_quit(struct app *app, int unused);

/* Write a name with its arrows into to[size]; returns to. */
char *keymap_name(const char *name, char *to, size_t size);

#endif
