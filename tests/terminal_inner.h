/* terminal_inner.h - what the files of the terminal share: terminal.c (its life, what goes in and comes out), terminal_see.c (waiting),
 * terminal_text.c (what the screen says), terminal_kin.c (the processes). */
#ifndef LUNCHRUSH_TESTS_TERMINAL_INNER_H
#define LUNCHRUSH_TESTS_TERMINAL_INNER_H

#include "eyes.h"
#include "jobs.h"
#include "terminal.h"

#include <termios.h>
#include <vterm.h>

struct terminal {
	struct jobs jobs;
	struct jobs_report report; /* the last; valid once `reported` */
	bool reported;
	int master, slave;         /* -1 once hung up */
	int rows, cols;
	struct termios before;
	VTerm *vt;
	VTermScreen *screen;
	struct eyes eyes;          /* what vt is given goes through them */
	bool alternate;            /* the alternate screen is shown */
	struct modes modes;
	size_t bytes;
	char tail[16384];          /* the latest bytes, NUL-ended: for what draws nothing */
	char clipboard[1024];      /* what was sent there last (OSC 52), as base64 */
	char *text, *row;
};

/* Whether the program has ended, as far as the shell has told. */
bool terminal_ended(const struct terminal *terminal);
/* Wait at most `ms` for output or news, and take in what there is. */
void terminal_pump(struct terminal *terminal, int ms);
/* Fail the test: show the screen, say what is wrong. */
_Noreturn void terminal_fail(struct terminal *terminal, const char *what, const char *detail);

#endif
