/* canvas.h - a grid of cells that panes draw on; knows no terminal.
 *
 * A cell is a code point, a role (what it means; a theme turns it into a colour) and attributes. All drawing is clipped
 * to the canvas and to a rectangle, and never fails. Golden tests compare canvases as text; screen.c writes what
 * changed to the terminal. Text is laid out by text_columns(): a wide character takes two cells (the second has c 0), marks of
 * width 0 are left out. */
#ifndef LUNCHRUSH_TUI_CANVAS_H
#define LUNCHRUSH_TUI_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

/* Colour by meaning. A theme gives each a foreground, a background and attributes. */
#define ROLES(ROLE) \
	ROLE(TEXT, "text") ROLE(QUIET, "quiet") ROLE(TITLE, "title") ROLE(RULE, "rule") \
	ROLE(RUNNING, "running") ROLE(READY, "ready") ROLE(WAITING, "waiting") ROLE(BLOCKED, "blocked") \
	ROLE(SLEEPING, "sleeping") ROLE(STALLING, "stalling") ROLE(ENDED, "ended") ROLE(DEAD, "dead") \
	ROLE(RAW, "raw") ROLE(COOKING, "cooking") ROLE(COOKED, "cooked") ROLE(GOOD, "good") ROLE(BAD, "bad") \
	ROLE(KEY, "key") ROLE(FOCUS, "focus") ROLE(BANNER, "banner") ROLE(CODE, "code") ROLE(COMMENT, "comment") ROLE(KEYWORD, "keyword") \
	ROLE(STRING, "string") ROLE(MARK, "mark") \
	ROLE(THING_0, "thing0") ROLE(THING_1, "thing1") ROLE(THING_2, "thing2") ROLE(THING_3, "thing3") ROLE(THING_4, "thing4")

enum role_of_cell {
#define ROLE(name, text) ROLE_##name,
	ROLES(ROLE)
#undef ROLE
	ROLE_COUNT
};

#define ATTR_BOLD 1
#define ATTR_REVERSE 2
#define ATTR_UNDERLINE 4
#define ATTR_DIM 8

struct cell {
	uint32_t c;   /* code point; 0: right half of a wide one */
	uint8_t role; /* enum role_of_cell */
	uint8_t attr;
};

struct rect {
	int row, col, rows, cols;
};

struct canvas {
	struct cell *cells; /* rows × cols, by row */
	int rows, cols;
};

void canvas_init(struct canvas *canvas, int rows, int cols);
void canvas_release(struct canvas *canvas);
void canvas_resize(struct canvas *canvas, int rows, int cols);
/* Spaces in ROLE_TEXT. */
void canvas_clear(struct canvas *canvas);

void canvas_put(struct canvas *canvas, struct rect clip, int row, int col, uint32_t c, enum role_of_cell role, int attr);
/* Draw a UTF-8 string from (row, col), relative to the canvas, clipped to `clip`; returns the column after it (unclipped). */
int canvas_text(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, int attr, const char *text);
/* The same, printf-like. */
int canvas_print(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, int attr, const char *format, ...)
	__attribute__((format(printf, 7, 8)));
/* The same as canvas_text, but cut to `columns` columns with "…" at the end when it does not fit. */
int canvas_text_cut(struct canvas *canvas, struct rect clip, int row, int col, int columns, enum role_of_cell role, int attr, const char *text);
void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t c, enum role_of_cell role, int attr);

/* Copy all of `from` in, its first cell at (row, col). */
void canvas_copy(struct canvas *canvas, int row, int col, const struct canvas *from);

/* Whole canvas as UTF-8 text, a line per row without trailing spaces; malloced. With `roles`, a second block gives each cell's role as a letter. */
char *canvas_dump(const struct canvas *canvas, bool roles);

#endif
