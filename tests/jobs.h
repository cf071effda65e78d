/* jobs.h - a shell as small as can be: it runs one program in the foreground of a terminal, with job control.
 *
 * A program that is stopped by Ctrl-Z needs somebody who notices and brings it back: a process group without a parent in its
 * session is never stopped. So between the test and the program there is this shell, the session's leader. */
#ifndef LUNCHRUSH_TESTS_JOBS_H
#define LUNCHRUSH_TESTS_JOBS_H

#include <sys/types.h>

struct jobs {
	pid_t shell, program;
	int reports; /* descriptor to poll: a struct jobs_report each time the program stops or ends */
	int orders;  /* a byte makes the shell bring the program back to the foreground; closing it ends the shell */
};

/* How the program stopped or ended: a status as waitpid gives it. */
struct jobs_report {
	int status;
};

/* Start the program on the terminal whose slave side is `slave`; its stderr goes to `error_fd`, or to the terminal when that is -1. `arguments`
 * and `environment` end with NULL. */
void jobs_start(struct jobs *jobs, int slave, int error_fd, char *const *arguments, char *const *environment);
/* As the shell's `fg`. */
void jobs_foreground(struct jobs *jobs);
/* Ends both, whatever they do, and closes all. */
void jobs_end(struct jobs *jobs);

#endif
