/* contrast.h - whether a theme can be read, and its states, and good from bad, told apart by their colours.
 *
 * Only what is known is judged: `default` is a colour of the terminal's own, and [mono] has none. */
#ifndef LUNCHRUSH_TUI_CONTRAST_H
#define LUNCHRUSH_TUI_CONTRAST_H

#include "tui/theme.h"

#define CONTRAST_LEAST 4.5    /* of text to what lies under it: WCAG 2.1, level AA */
#define CONTRAST_OF_RULES 2.0 /* lines and arrows are quiet, but there */
#define DIFFERENCE_LEAST 35.0 /* ΔE of two states, to any eyes */

/* A finding, of the line of the theme's file (0: the role is left out there, and so is `text`). */
typedef void contrast_tell(void *data, int line, const char *words);

/* Tell all there is; returns how many findings. */
int contrast_check(const struct theme *theme, contrast_tell *tell, void *data);
/* Tell which sections are missing, or give no state a look of its own, so that there all looks like text; returns how many. */
int contrast_gaps(const struct theme *theme, contrast_tell *tell, void *data);

#endif
