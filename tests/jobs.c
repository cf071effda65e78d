/* jobs.c - the shell's life: start the program in a group of its own, give it the terminal, then tell of each change of its state. */
#include "jobs.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void signals_as_usual(void)
{
	sigset_t none;
	for (int number = 1; number < 32; number++)
		if (number != SIGKILL && number != SIGSTOP)
			signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void program_become(int slave, int error_fd, char *const *arguments, char *const *environment)
{
	setpgid(0, 0);
	signal(SIGTTOU, SIG_IGN); /* it takes the foreground itself, so that it never runs without it */
	tcsetpgrp(slave, getpid());
	signals_as_usual();
	dup2(slave, 0);
	dup2(slave, 1);
	dup2(error_fd >= 0 ? error_fd : slave, 2);
	close_range(3, ~0u, 0);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 }); /* it is made to crash */
	execve(arguments[0], arguments, environment);
	dprintf(2, "%s cannot be started: %s\n", arguments[0], strerror(errno));
	_exit(127);
}

static _Noreturn void shell_live(int slave, pid_t program, int reports, int orders)
{
	struct jobs_report report;
	char order;
	signal(SIGTTOU, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	do {
		waitpid(program, &report.status, WUNTRACED);
		tcsetpgrp(slave, getpid());
		if (write(reports, &report, sizeof report) != sizeof report || read(orders, &order, 1) != 1)
			_exit(0); /* the test has gone */
		tcsetpgrp(slave, program);
		if (WIFSTOPPED(report.status))
			kill(-program, SIGCONT);
	} while (WIFSTOPPED(report.status));
	_exit(0);
}

/* Nothing stays open but these: the terminal must hang up when the test closes its side of it. */
static void close_others(int slave, int error_fd, int reports, int orders)
{
	for (int fd = 3; fd < 256; fd++)
		if (fd != slave && fd != error_fd && fd != reports && fd != orders)
			close(fd);
}

/* In the child: lead a session that has the slave as its terminal. */
static _Noreturn void shell_become(int slave, int error_fd, char *const *arguments, char *const *environment, int reports, int orders)
{
	close_others(slave, error_fd, reports, orders);
	setsid();
	ioctl(slave, TIOCSCTTY, 0);
	signals_as_usual();
	pid_t program = fork();
	if (program == 0)
		program_become(slave, error_fd, arguments, environment);
	setpgid(program, program);
	if (write(reports, &program, sizeof program) != sizeof program)
		_exit(1);
	shell_live(slave, program, reports, orders);
}

void jobs_start(struct jobs *jobs, int slave, int error_fd, char *const *arguments, char *const *environment)
{
	int reports[2], orders[2];
	ck_assert(pipe2(reports, O_CLOEXEC) == 0 && pipe2(orders, O_CLOEXEC) == 0);
	jobs->shell = fork();
	ck_assert_int_ge(jobs->shell, 0);
	if (jobs->shell == 0) {
		close(reports[0]);
		close(orders[1]);
		shell_become(slave, error_fd, arguments, environment, reports[1], orders[0]);
	}
	close(reports[1]);
	close(orders[0]);
	jobs->reports = reports[0];
	jobs->orders = orders[1];
	ck_assert_int_eq(read(jobs->reports, &jobs->program, sizeof jobs->program), sizeof jobs->program);
}

void jobs_foreground(struct jobs *jobs)
{
	ck_assert_int_eq(write(jobs->orders, "f", 1), 1);
}

void jobs_end(struct jobs *jobs)
{
	close(jobs->orders);
	close(jobs->reports);
	kill(jobs->shell, SIGTERM);
	waitpid(jobs->shell, NULL, 0);
}
