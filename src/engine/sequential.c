/* sequential.c - one after another: a task runs to its end at the moment it is made, within its maker.
 *
 * It is what the other engines are measured against: the same recipe with nothing at the same time. Each task is a coroutine, as on the loop, but
 * start() drives it until it has ended, so that makers stand inside one another like calls. A task that sleeps sleeps there, and all wait for it. One
 * that waits for another worker waits for who cannot come, which the kitchen finds to be a deadlock; only what comes from outside the floor, a
 * device or a thread of a pool, can let it go on: through the inbox. So there is never more than one that can run, and it is the innermost. */
#include "engine/engine.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#define LOOK_NS 20000000u /* at least so often a sleeper looks whether the pace has changed or the kitchen is held */

static const struct engine_host *host;
static bool sleeps;             /* the innermost does … */
static uint64_t due_kitchen_ns; /* … until then */

static int sequential_open(const struct engine_host *given, struct error *error)
{
	(void)error;
	host = given;
	return 0;
}

static void sequential_unpark(struct runner *runner)
{
	atomic_store_explicit(&runner->permit, 1, memory_order_relaxed); /* this thread's own: who takes it is below us on the stack */
}

static void sequential_unpark_outside(struct runner *runner, struct inbox *inbox)
{
	inbox_push(inbox, runner);
}

static void sequential_sleep(struct runner *runner, uint64_t due)
{
	(void)runner;
	sleeps = true;
	due_kitchen_ns = due;
}

static void sleep_until_due(void)
{
	sleeps = false;
	for (;;) {
		uint64_t at = host->due_real_ns(due_kitchen_ns), now = host->real_ns();
		if (at <= now)
			return;
		uint64_t span = at - now < LOOK_NS ? at - now : LOOK_NS;
		nanosleep(&(struct timespec){ 0, (long)span }, NULL);
		host->pass();
	}
}

static void take_inbox(void)
{
	struct runner *next, *runner = inbox_take(host->inbox);
	for (; runner; runner = next) {
		next = runner->next;
		atomic_store(&runner->in_inbox, 0);
		sequential_unpark(runner);
	}
}

/* Until somebody outside lets it go on. */
static void wait_outside(struct runner *runner)
{
	struct pollfd bell = { .fd = host->inbox->eventfd, .events = POLLIN };
	uint64_t count;
	for (;;) {
		take_inbox();
		if (atomic_exchange_explicit(&runner->permit, 0, memory_order_relaxed))
			return;
		if (poll(&bell, 1, -1) > 0 && read(bell.fd, &count, sizeof count) < 0 && errno != EAGAIN)
			return;
	}
}

static void drive(struct runner *runner)
{
	while (host->pass(), host->resume(runner, 0)) {
		if (sleeps)
			sleep_until_due();
		else
			wait_outside(runner);
	}
}

static int sequential_start(struct runner *runner, struct error *error)
{
	(void)error;
	drive(runner);
	return 0;
}

const struct engine engine_sequential = {
	.name = "sequential",
	.about = "one after another: each task runs to its end when it is made",
	.yields = true,
	.nests = true,
	.open = sequential_open,
	.start = sequential_start,
	.unpark = sequential_unpark,
	.unpark_outside = sequential_unpark_outside,
	.yield = sequential_unpark,
	.sleep = sequential_sleep,
	.run = drive,
};
