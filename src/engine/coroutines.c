/* coroutines.c - a coroutine per worker, and the host says who is next: no clock, no descriptors, nothing but hand-overs.
 *
 * A loop under control runs on it: time is virtual there, so there is nothing for libuv to wait for. */
#include "engine/engine.h"

static const struct engine_host *host;

static int coroutines_open(const struct engine_host *given, struct error *error)
{
	(void)error;
	host = given;
	return 0;
}

static int coroutines_start(struct runner *runner, struct error *error)
{
	(void)runner;
	(void)error;
	return 0;
}

/* The host knows who is ready: it chooses. */
static void coroutines_unpark(struct runner *runner)
{
	(void)runner;
}

static void coroutines_unpark_outside(struct runner *runner, struct inbox *inbox)
{
	(void)runner;
	(void)inbox;
}

static void coroutines_sleep(struct runner *runner, uint64_t due_kitchen_ns)
{
	(void)runner;
	(void)due_kitchen_ns;
}

static void coroutines_run(struct runner *main)
{
	for (struct runner *runner = main; runner; runner = host->next()) {
		host->pass();
		host->resume(runner, 0);
	}
}

const struct engine engine_coroutines = {
	.name = "loop",
	.about = "coroutines that are resumed in a chosen order",
	.yields = true,
	.open = coroutines_open,
	.start = coroutines_start,
	.unpark = coroutines_unpark,
	.unpark_outside = coroutines_unpark_outside,
	.yield = coroutines_unpark,
	.sleep = coroutines_sleep,
	.run = coroutines_run,
};
