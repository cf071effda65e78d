/* loop.c - one libuv loop, a coroutine per worker.
 *
 * Who is ready stands in a first-in first-out list; the loop gives each control until it waits. After a batch (2 ms at most) the
 * loop looks at the outside: libuv polls a timerfd for the next sleeper that is due and an eventfd for workers let go on from the
 * kitchen process. While many are ready the poll does not wait; when none is, it does. Sleepers stand in a binary heap by kitchen
 * time, so that a change of pace moves no entry; ties go in the order of falling asleep. Everything here belongs to the floor's one
 * thread. While the kitchen is held the loop stands still as a whole. */
#include "engine/loop.h"

#include "engine/engine.h"

#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <uv.h>

#define BATCH_NS 2000000u
#define RETRY_NS 50000000u /* while held there is no due time: look again */

/* The ready, first in first out, in a ring that grows; size is a power of two. */
struct ready {
	struct runner **at;
	size_t head, tail, size;
};

struct sleeper {
	uint64_t due, order;
	struct runner *runner;
};

/* A binary heap by (due, order). */
struct sleepers {
	struct sleeper *at;
	size_t count, size;
	uint64_t order;
};

static const struct engine_host *host;
static struct ready ready;
static struct sleepers sleepers;
static uv_loop_t loop;
static uv_poll_t timer_poll, inbox_poll;
static int timer_fd;

struct uv_loop_s *engine_loop_uv(void)
{
	return &loop;
}

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void ready_grow(void)
{
	size_t size = ready.size ? ready.size * 2 : 64, n = ready.tail - ready.head;
	struct runner **at = must(malloc(size * sizeof *at));
	for (size_t i = 0; i < n; i++)
		at[i] = ready.at[(ready.head + i) & (ready.size - 1)];
	free(ready.at);
	ready = (struct ready){ at, 0, n, size };
}

static void ready_push(struct runner *runner)
{
	if (ready.tail - ready.head == ready.size)
		ready_grow();
	runner->ready_ns = host->real_ns();
	ready.at[ready.tail++ & (ready.size - 1)] = runner;
}

static struct runner *ready_pop(void)
{
	return ready.at[ready.head++ & (ready.size - 1)];
}

static bool earlier(const struct sleeper *a, const struct sleeper *b)
{
	return a->due != b->due ? a->due < b->due : a->order < b->order;
}

static void sleepers_push(struct runner *runner, uint64_t due)
{
	struct sleeper added = { due, sleepers.order++, runner };
	if (sleepers.count == sleepers.size) {
		sleepers.size = sleepers.size ? sleepers.size * 2 : 64;
		sleepers.at = must(realloc(sleepers.at, sleepers.size * sizeof *sleepers.at));
	}
	size_t i = sleepers.count++;
	for (; i > 0 && earlier(&added, &sleepers.at[(i - 1) / 2]); i = (i - 1) / 2)
		sleepers.at[i] = sleepers.at[(i - 1) / 2];
	sleepers.at[i] = added;
}

static struct sleeper sleepers_pop(void)
{
	struct sleeper first = sleepers.at[0], last = sleepers.at[--sleepers.count];
	size_t i = 0;
	for (;;) {
		size_t child = 2 * i + 1;
		if (child >= sleepers.count)
			break;
		if (child + 1 < sleepers.count && earlier(&sleepers.at[child + 1], &sleepers.at[child]))
			child++;
		if (!earlier(&sleepers.at[child], &last))
			break;
		sleepers.at[i] = sleepers.at[child];
		i = child;
	}
	sleepers.at[i] = last;
	return first;
}

/* Move all whose time has come to the ready. */
static void wake_sleepers(void)
{
	uint64_t latest = 0;
	while (sleepers.count && host->due_real_ns(sleepers.at[0].due) <= host->real_ns()) {
		struct sleeper s = sleepers_pop();
		uint64_t now = host->kitchen_ns();
		if (now > s.due && now - s.due > latest)
			latest = now - s.due;
		ready_push(s.runner);
	}
	if (latest)
		host->late(latest);
}

static void take_inbox(void)
{
	struct runner *next, *runner = inbox_take(host->inbox);
	for (; runner; runner = next) {
		next = runner->next;
		atomic_store(&runner->in_inbox, 0);
		ready_push(runner);
	}
}

/* Both descriptors only end the poll; what they stand for is looked at each time round. */
static void on_readable(uv_poll_t *poll, int status, int events)
{
	uint64_t count;
	(void)status;
	(void)events;
	if (read(poll == &timer_poll ? timer_fd : host->inbox->eventfd, &count, sizeof count) < 0)
		return;
}

static int loop_open(const struct engine_host *given, struct error *error)
{
	host = given;
	timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	if (timer_fd < 0)
		return error_set(error, "loop: no timer to be had: too many open files");
	int r = uv_loop_init(&loop);
	if (r == 0)
		r = uv_poll_init(&loop, &timer_poll, timer_fd);
	if (r == 0)
		r = uv_poll_init(&loop, &inbox_poll, host->inbox->eventfd);
	if (r == 0)
		r = uv_poll_start(&timer_poll, UV_READABLE, on_readable);
	if (r == 0)
		r = uv_poll_start(&inbox_poll, UV_READABLE, on_readable);
	return r == 0 ? 0 : error_set(error, "loop: libuv cannot start: %s", uv_strerror(r));
}

static int loop_start(struct runner *runner, struct error *error)
{
	(void)error;
	ready_push(runner);
	return 0;
}

static void loop_unpark(struct runner *runner)
{
	ready_push(runner);
}

static void loop_unpark_outside(struct runner *runner, struct inbox *inbox)
{
	inbox_push(inbox, runner);
}

static void loop_sleep(struct runner *runner, uint64_t due_kitchen_ns)
{
	sleepers_push(runner, due_kitchen_ns);
}

/* Give control to those who are ready now, one after another; who becomes ready meanwhile waits for the next batch. */
static void run_ready(void)
{
	size_t end = ready.tail;
	uint64_t stop = host->real_ns() + BATCH_NS;
	for (unsigned n = 1; ready.head != end; n++) {
		struct runner *runner = ready_pop();
		uint64_t now = host->real_ns();
		host->resume(runner, now - runner->ready_ns);
		if (now > stop)
			break;
	}
}

/* Let the next due time end the poll. */
static void arm_timer(void)
{
	struct itimerspec at = { 0 };
	if (sleepers.count) {
		uint64_t due = host->due_real_ns(sleepers.at[0].due);
		if (due == UINT64_MAX)
			due = host->real_ns() + RETRY_NS;
		at.it_value.tv_sec = (time_t)(due / 1000000000u);
		at.it_value.tv_nsec = (long)(due % 1000000000u);
	}
	timerfd_settime(timer_fd, TFD_TIMER_ABSTIME, &at, NULL);
}

static void look_outside(void)
{
	bool waits = ready.head == ready.tail;
	if (waits)
		arm_timer();
	uv_run(&loop, waits ? UV_RUN_ONCE : UV_RUN_NOWAIT);
	take_inbox();
}

static void loop_run(struct runner *main)
{
	uint64_t looked = 0;
	ready_push(main);
	for (;;) {
		host->pass();
		wake_sleepers();
		run_ready();
		uint64_t now = host->real_ns();
		if (atomic_load_explicit(host->alive, memory_order_relaxed) == 0)
			break;
		if (ready.head == ready.tail || now - looked > BATCH_NS) {
			look_outside();
			looked = now;
		}
	}
	free(ready.at);
	free(sleepers.at);
}

#define LOOP \
	.yields = true, .open = loop_open, .start = loop_start, .unpark = loop_unpark, .unpark_outside = loop_unpark_outside, .yield = loop_unpark, .sleep = loop_sleep, \
	.run = loop_run

const struct engine engine_loop = {
	.name = "loop",
	.about = "one libuv event loop, a coroutine per task; control changes hands only where a task waits",
	LOOP,
};

/* What a recipe whose work is done in a cloud names: its tasks, which only make requests, are the loop's. The instances are the platform's (kitchen/platform.h). */
const struct engine engine_instances = {
	.name = "instances",
	.about = "requests to a cloud(), each handled in an instance, a process of its own; the tasks that make them are on an event loop",
	LOOP,
};
