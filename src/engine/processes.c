/* processes.c - a forked process per worker.
 *
 * The process that makes a task forks, and the child lives the worker's life and exits (or, when the recipe itself says fork(), goes on where its parent is): it has one thread, and the child finds all its
 * parent's memory as it was at the fork. What workers share lies in the arena, which every process has at the same address, so
 * waiting is the same futex word as a thread's (permit.c).
 *
 * A child's parent-death signal kills it when its parent dies, so a parent waits for its children before it exits, and no run leaves a process
 * behind. A parent reaps what has died whenever it forks again, and the rest at its end. Who watches the children while their parent is busy is
 * the kitchen process; it may be late, so a parent says how a child died before it takes that knowledge away by reaping it. Once the kitchen process has
 * seen to one who died it sends the parent PROCESSES_REAP with that child's number, so that none stays a zombie while its parent computes or waits. Only that one
 * is reaped then: other children, as outside programs, are for those who wait for them. */
#include "engine/engine.h"
#include "engine/futex.h"
#include "engine/permit.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct engine_host *host;

/* waitid is one of the few calls that a handler may make. */
static void reap_one(int signal, siginfo_t *info, void *context)
{
	int before = errno;
	siginfo_t child;
	(void)signal, (void)context;
	if (info->si_code == SI_QUEUE && info->si_value.sival_int > 0)
		waitid(P_PID, (id_t)info->si_value.sival_int, &child, WEXITED | WNOHANG);
	errno = before;
}

static int processes_open(const struct engine_host *given, struct error *error)
{
	struct sigaction action = { .sa_sigaction = reap_one, .sa_flags = SA_SIGINFO | SA_RESTART };
	(void)error;
	host = given;
	permit_open(given);
	sigemptyset(&action.sa_mask);
	sigaction(PROCESSES_REAP, &action, NULL);
	return 0;
}

/* Take away what children have died (options WNOHANG: so far; 0: wait until there are none). */
static void reap(int options)
{
	siginfo_t child;
	for (;;) {
		child.si_pid = 0;
		if (waitid(P_ALL, 0, &child, WEXITED | WNOWAIT | options) != 0) {
			if (errno == EINTR)
				continue;
			return;
		}
		if (child.si_pid == 0)
			return;
		if (child.si_code != CLD_EXITED || child.si_status != 0)
			host->reaps(child.si_pid, child.si_code == CLD_EXITED ? 0 : child.si_status);
		waitid(P_PID, (id_t)child.si_pid, &child, WEXITED);
	}
}

static void processes_leave(void)
{
	reap(0);
	_exit(0);
}

static int processes_split(struct runner *runner, struct error *error)
{
	pid_t parent = getpid(), child;
	reap(WNOHANG);
	child = fork();
	if (child < 0)
		return error_set(error, "no more processes can be started: %s", strerror(errno));
	if (child > 0) {
		host->forked(runner, child);
		return 0;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	return 1;
}

static int processes_start(struct runner *runner, struct error *error)
{
	int split = processes_split(runner, error);
	if (split == 1) {
		host->live(runner);
		processes_leave();
	}
	return split;
}

static void processes_end(void)
{
	host->over();
	reap(0);
}

static void processes_run(struct runner *main)
{
	uint32_t alive;
	host->live(main);
	while ((alive = atomic_load_explicit(host->alive, memory_order_acquire)) != 0)
		futex_wait(host->alive, alive, 0);
	processes_end();
}

const struct engine engine_processes = {
	.name = "processes",
	.about = "a forked process per worker; globals are copied at the fork",
	.forks = true,
	.open = processes_open,
	.start = processes_start,
	.split = processes_split,
	.leave = processes_leave,
	.park = permit_park,
	.unpark = permit_unpark,
	.unpark_outside = permit_unpark_outside,
	.yield = permit_yield,
	.end = processes_end,
	.run = processes_run,
};
