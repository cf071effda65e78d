/* theme.h - how meaning looks: a colour and attributes for each role, on four kinds of terminal.
 *
 * A theme is an INI file. Section [theme] has `about`. Sections [256], [16], [8] and [mono] have a line per role:
 *
 *   running = 46 bold          foreground, then attributes: bold reverse underline dim
 *   banner = 231,24            foreground, background
 *   key = bold                 only attributes: the colours of `text`
 *
 * Colours are indices of the terminal's own palette (0 to 255, 0 to 15, 0 to 7) or `default`. What is left out is as `text` is; a file without any role is no theme.
 * In [mono] there are only attributes. What makes a theme easy to read is in contrast.h. */
#ifndef LUNCHRUSH_TUI_THEME_H
#define LUNCHRUSH_TUI_THEME_H

#include "trace/error.h"
#include "tui/canvas.h"

#include <stdint.h>

enum depth { DEPTH_MONO, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_COUNT };

struct style {
	int16_t fg, bg; /* palette index, -1 the terminal's default */
	uint8_t attr;   /* ATTR_* */
};

struct theme {
	char name[64];
	char about[128];                       /* clean text; "" it does not say */
	struct style styles[DEPTH_COUNT][ROLE_COUNT];
	uint16_t lines[DEPTH_COUNT][ROLE_COUNT]; /* of the file, from 1; 0: left out */
};

/* Load by name (theme_path) or by path (anything with a slash or ending in .ini). -1 with words. */
int theme_load(struct theme *theme, const char *data_dir, const char *name, struct error *error);
/* The same, telling each mistake there is: "FILE:LINE: what", or "FILE: what". -1 when there was one. */
typedef void theme_tell(void *data, const char *message);
int theme_load_telling(struct theme *theme, const char *data_dir, const char *name, theme_tell *tell, void *data);
/* "running"; "256". */
const char *theme_role_name(enum role_of_cell role);
const char *theme_depth_name(enum depth depth);

/* ATTR_* of what is seen of a cell in the style of its role: reversed twice is not reversed, and a style underlines signs, not the blanks between and beside them. */
uint8_t theme_attr(const struct style *style, const struct cell *cell);

/* The depth that suits a terminal with `colours` colours; mono when NO_COLOR is set and not empty. */
enum depth theme_depth(int colours);

#endif
