/* terminal.h - the program in a real terminal, used as a person would: keys go in, the screen is looked at.
 *
 * The program runs in the foreground of a pseudo-terminal (see jobs.h), what it writes goes through libvterm. What a test waits for is
 * always a state, of the screen or of a process, never a time; a state that does not come within LIMIT_MS fails the
 * test and shows the screen. */
#ifndef LUNCHRUSH_TESTS_TERMINAL_H
#define LUNCHRUSH_TESTS_TERMINAL_H

#include "modes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define LIMIT_MS 20000
#define TEST_S 90 /* the limit of a whole test, for tcase_set_timeout */

/* How the terminal is; zeroes are 24 × 80, xterm-256color, C.UTF-8. */
struct terminal_setup {
	int rows, cols;
	const char *term;    /* TERM; "": not set */
	const char *locale;  /* LC_ALL */
	const char *also;    /* more NAME=VALUE for the environment, at most four, one a line */
	int error_fd;        /* where the program's stderr goes; 0: to the terminal */
};

#define KEY_LEFT "\033[D"
#define KEY_RIGHT "\033[C"
#define KEY_UP "\033[A"
#define KEY_DOWN "\033[B"
#define KEY_HOME "\033[H"
#define KEY_END "\033[F"
#define KEY_BACK_TAB "\033[Z"
#define KEY_ESC "\033"
#define KEY_F2 "\033OQ"
#define KEY_F3 "\033OR"
#define KEY_F4 "\033OS"
#define KEY_BACKSPACE "\177"
#define KEY_ENTER "\r"
#define CTRL_C "\003"
#define CTRL_Q "\021"
#define CTRL_Y "\031"
#define CTRL_Z "\032"

struct terminal;

/* Run `./lunchrush ARGUMENTS` (words between spaces; one that begins with tests/ or lessons/ is a path in the source tree). NULL setup: all zeroes. */
struct terminal *terminal_open(const struct terminal_setup *setup, const char *arguments);
/* Ends all that is left and frees. */
void terminal_free(struct terminal *terminal);

/* Keys, as bytes; a size; the terminal goes away. */
void terminal_type(struct terminal *terminal, const char *keys);
void terminal_resize(struct terminal *terminal, int rows, int cols);
void terminal_hang_up(struct terminal *terminal);

/* The screen as lines of UTF-8 without spaces at their ends; valid until the next call that reads. */
const char *terminal_text(struct terminal *terminal);
/* Row `row`, from 0; the last ones by -1, -2 … Valid until the next call of it. */
const char *terminal_row(struct terminal *terminal, int row);
const struct modes *terminal_modes(const struct terminal *terminal);
/* How many bytes the program has written so far. */
size_t terminal_bytes(const struct terminal *terminal);

/* Wait until this was put on the terminal's clipboard (OSC 52), given as base64. */
void terminal_see_copied(struct terminal *terminal, const char *base64);
/* Wait until the words are on the screen; until they are not. */
void terminal_see(struct terminal *terminal, const char *words);
void terminal_see_gone(struct terminal *terminal, const char *words);
/* Wait until the condition holds; `what` says it in words. */
void terminal_until(struct terminal *terminal, bool (*holds)(struct terminal *terminal, const void *data), const void *data, const char *what);
/* Wait until nothing was written for `ms`: the screen has settled. */
void terminal_settle(struct terminal *terminal, int ms);
/* Look on for `ms`; returns how many bytes were written meanwhile. */
size_t terminal_look_on(struct terminal *terminal, int ms);

/* Wait until the program has stopped; bring it back. */
void terminal_see_stopped(struct terminal *terminal);
void terminal_foreground(struct terminal *terminal);
/* Wait until it has ended, and take in all it wrote: its status as waitpid gives it. */
int terminal_see_ended(struct terminal *terminal);
/* The terminal is as it was found: modes, screen, cursor and all. */
void terminal_is_whole(struct terminal *terminal);
/* It ends now, with this exit status, and the terminal is whole. */
void terminal_ends_whole(struct terminal *terminal, int exit_status);
/* The same, for a program that a signal ends. */
void terminal_ends_whole_by(struct terminal *terminal, int signal);

/* Processes: the program, its kitchen, the kitchen's floor (found by who started whom; waits until they are there). */
pid_t terminal_program(const struct terminal *terminal);
pid_t terminal_kitchen(struct terminal *terminal);
pid_t terminal_floor(struct terminal *terminal);
/* Wait until these processes have ended; 0 is nobody. */
void terminal_see_dead(struct terminal *terminal, pid_t first, pid_t second, pid_t third);

/* CPU time the program has used so far, ms (not its kitchen's). */
int64_t terminal_cpu_ms(const struct terminal *terminal);

/* Real time, ms. */
int64_t clock_ms(void);
/* A path in the source tree, in a static buffer. */
const char *source_path(const char *relative);

#endif
