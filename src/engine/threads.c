/* threads.c - a POSIX thread per worker.
 *
 * The operating system decides who runs; how a worker waits is in permit.c. Threads are detached: the floor's
 * main thread waits until nobody is alive. */
#include "engine/engine.h"
#include "engine/futex.h"
#include "engine/permit.h"

#include <pthread.h>
#include <string.h>

#define STACK_BYTES (1u << 20)

static const struct engine_host *host;
static pthread_attr_t thread_attr;

static int threads_open(const struct engine_host *given, struct error *error)
{
	host = given;
	permit_open(given);
	if (pthread_attr_init(&thread_attr) != 0 || pthread_attr_setstacksize(&thread_attr, STACK_BYTES) != 0 ||
	    pthread_attr_setdetachstate(&thread_attr, PTHREAD_CREATE_DETACHED) != 0)
		return error_set(error, "threads: no memory for their attributes");
	return 0;
}

static void *thread_main(void *runner)
{
	host->live(runner);
	return NULL;
}

static int threads_start(struct runner *runner, struct error *error)
{
	pthread_t thread;
	int r = pthread_create(&thread, &thread_attr, thread_main, runner);
	return r == 0 ? 0 : error_set(error, "no more threads can be started: %s", strerror(r));
}

static void threads_run(struct runner *main)
{
	uint32_t alive;
	host->live(main);
	while ((alive = atomic_load_explicit(host->alive, memory_order_acquire)) != 0)
		futex_wait(host->alive, alive, 0);
}

const struct engine engine_threads = {
	.name = "threads",
	.about = "a POSIX thread per worker; control can change hands at any line",
	.open = threads_open,
	.start = threads_start,
	.park = permit_park,
	.unpark = permit_unpark,
	.unpark_outside = permit_unpark_outside,
	.yield = permit_yield,
	.run = threads_run,
};
