/* terminal.h - taking the terminal, and giving it back whole, whatever happens.
 *
 * Between take and give the terminal is on its alternate screen, without echo and line editing, and fd 2 leads to a
 * memory file: what is printed there in the meantime comes out once the terminal is back. A crash, an assertion or SIGQUIT
 * restores the terminal first. One terminal a process. */
#ifndef LUNCHRUSH_TUI_TERMINAL_H
#define LUNCHRUSH_TUI_TERMINAL_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Take it. The caller's own handlers of SIGINT, SIGTERM, SIGTSTP and SIGWINCH must be in place, else ncurses puts its own. -1 with words. */
int terminal_take(struct error *error);
/* Give it back; does nothing when it is not taken. */
void terminal_give(void);

/* For the time of a stop (Ctrl-Z): give it back, and take it again. */
void terminal_suspend(void);
void terminal_resume(void);

/* Its own open file for input, non-blocking. A read of 0 bytes or EIO means that it is gone. */
int terminal_fd(void);
/* Whether it still answers: SIGHUP may come without its being gone. */
bool terminal_is_there(void);
/* It hung up: do not write to it any more. */
void terminal_lost(void);
/* How many colours it has; 0 and 1: none. */
int terminal_colours(void);
/* Whether its character set is UTF-8. */
bool terminal_is_utf8(void);
/* Its size now, at least 1×1; also tells ncurses. */
void terminal_size(int *rows, int *cols);
/* Send it a control sequence that moves and draws nothing. */
void terminal_send(const char *bytes, size_t length);
/* Reports of mouse clicks, on or off. */
void terminal_mouse(bool on);

#endif
