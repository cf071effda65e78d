/* osc52.h - putting text on the clipboard of whoever sits at the terminal, by the control sequence OSC 52; it works over ssh, too. */
#ifndef LUNCHRUSH_TUI_OSC52_H
#define LUNCHRUSH_TUI_OSC52_H

#include <stdbool.h>
#include <stddef.h>

#define OSC52_TEXT_MAX 74994u /* bytes: what terminals take in one sequence (xterm: 100,000 signs of base64) */

/* The sequence for this text; within tmux also wrapped so that tmux hands it on, if it is allowed to (allow-passthrough). To be freed, its length in *length; NULL when
 * the text is too long or memory is out. */
char *osc52_write(const char *text, bool tmux, size_t *length);

#endif
