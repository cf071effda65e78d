/* outside_wait.c - starting an outside program, and waiting for it in the calling thread.
 *
 * posix_spawn does not copy the floor's memory, and its threads go on meanwhile. The end is waited for at a pidfd: who waits with waitpid for just any child would
 * take away those of others. */
#include "kitchen/outside.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* An error number, 0 when it runs. */
static int spawn(struct outside *outside)
{
	posix_spawn_file_actions_t actions;
	if (posix_spawn_file_actions_init(&actions) != 0)
		return ENOMEM;
	int r = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	r = r ? r : posix_spawn_file_actions_adddup2(&actions, outside->pipe[1], STDOUT_FILENO);
	r = r ? r : posix_spawn_file_actions_adddup2(&actions, outside->said[1], OUTSIDE_SAID_FD);
	r = r ? r : posix_spawn(&outside->pid, "/proc/self/exe", &actions, NULL, outside->argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return r;
}

/* Until it has ended; its output is taken in as it comes. */
static void watch(struct outside *outside, int end)
{
	struct pollfd looked[] = { { .fd = end, .events = POLLIN }, { .fd = outside->pipe[0], .events = POLLIN } };
	for (;;) {
		uint64_t patience = outside_patience_ns(outside);
		if (patience == 0 && outside->ended == EXITED_BY_ITSELF)
			outside_kill_late(outside);
		int ms = patience == UINT64_MAX || outside->ended != EXITED_BY_ITSELF ? -1 : (int)(patience / 1000000u) + 1;
		if (poll(looked, 2, ms) < 0)
			continue; /* EINTR: the kitchen nudges its threads */
		if (looked[1].revents && !outside_read(outside))
			looked[1].fd = -1;
		if (looked[0].revents)
			return;
	}
}

/* The descriptor of its end; where there is none, it is waited for all the same, without its time-out. */
static void reap(struct outside *outside, int end)
{
	siginfo_t how = { 0 };
	while (waitid(end >= 0 ? P_PIDFD : P_PID, (id_t)(end >= 0 ? end : outside->pid), &how, WEXITED) != 0 && errno == EINTR)
		;
	bool exited = how.si_code == CLD_EXITED;
	outside_finish(outside, exited ? how.si_status : -1, exited ? 0 : how.si_status);
}

void outside_start(struct outside *outside)
{
	int error = outside_begin(outside) ? spawn(outside) : 0;
	if (error)
		outside_failed(outside, error);
	else if (!outside->over)
		outside_begun(outside);
}

void outside_wait(struct outside *outside)
{
	if (outside->over)
		return;
	int end = (int)syscall(SYS_pidfd_open, outside->pid, 0);
	if (end >= 0)
		watch(outside, end);
	reap(outside, end);
	if (end >= 0)
		close(end);
}
