/* explore_watch.c - a worker that runs on and on within one step is stopped, as it is in a run.
 *
 * While schedules are counted nobody watches from outside. A timer on this thread's own CPU time looks twice a second whether the worker that moves is
 * still in the same stretch; at the second such look it is asked to stop, and looks up at its hook. */
#include "kitchen/explore_inner.h"

#include "kitchen/nudge.h"
#include "kitchen/sandbox.h"

#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define LOOK_NS 500000000

static struct worker *volatile mover;
static volatile uint64_t moves, seen;

static void look(int number)
{
	(void)number;
	if (mover && moves == seen) {
		atomic_store_explicit(&mover->stop, SANDBOX_ENDLESS, memory_order_relaxed);
		syscall(SYS_tgkill, getpid(), gettid(), NUDGE_SIGNAL);
	}
	seen = moves;
}

void explore_watch_open(void)
{
	struct sigaction action = { .sa_handler = look, .sa_flags = SA_RESTART };
	struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGVTALRM };
	struct itimerspec every = { { 0, LOOK_NS }, { 0, LOOK_NS } };
	timer_t timer;
	event._sigev_un._tid = gettid();
	sigemptyset(&action.sa_mask);
	sigaction(SIGVTALRM, &action, NULL);
	if (timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer) == 0)
		timer_settime(timer, 0, &every, NULL);
}

void explore_watch(struct worker *worker)
{
	moves = moves + 1;
	mover = worker;
}
