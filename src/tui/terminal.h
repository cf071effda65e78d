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
/* There is none, and none is needed: from here on one of that size, with 256 colours and UTF-8, is pretended, and nothing is written to it. 0: no more. */
void terminal_stand_in(int rows, int cols);
/* Give it back; does nothing when it is not taken. */
void terminal_give(void);

/* Between two screens of one program (the menu, what it starts, the menu): while it is kept, terminal_give gives nothing back and the next take finds all as it was, so that nothing
 * flashes; what is printed meanwhile on stdout, too, comes out at the end. terminal_keep(false) gives it back if nobody has it. Returns what it was before. */
bool terminal_keep(bool keep);
bool terminal_is_kept(void);
/* Whether it was kept over from the screen before: what that showed still stands. */
bool terminal_was_kept(void);
/* Once signals are nobody's any more: while it is kept, those that end the program restore it first. Else nothing. */
void terminal_guard(void);
/* The last line that was printed on stderr behind the screen, without "lunchrush: "; it then counts as read and does not come out. "" none. */
char *terminal_overheard(char *to, size_t size);

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
