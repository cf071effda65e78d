/* kitchen.c - the kitchen process: moves the devices, obeys, watches, reports. It runs no Lua.
 *
 * Its main thread sleeps in one ppoll over five things: commands on the socket, the doorbell that devices and the floor ring, the floor's pidfd, those of the workers' processes,
 * and time (the next device that is due, the next tick). A second thread, the courier, empties the rings and sends the stream.
 * When the screen goes away the kitchen goes too, and the floor with it (its parent-death signal). */
#include "kitchen/kitchen.h"

#include "kitchen/arena.h"
#include "kitchen/crew.h"
#include "kitchen/device.h"
#include "kitchen/explore_line.h"
#include "kitchen/floor.h"
#include "kitchen/footprint.h"
#include "kitchen/kitchen_inner.h"
#include "kitchen/permission.h"
#include "kitchen/platform.h"
#include "kitchen/probe.h"
#include "kitchen/service.h"
#include "kitchen/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TICK_NS 50000000u
#define DEADLOCK_LOOK_NS 5000000u /* nobody seems to be able to go on: look again soon */

void kitchen_tell(enum kind kind, uint32_t item, uint64_t value)
{
	probe_at(clock_run_now_ns(&arena->clock), kind, item, value);
}

static int floor_fork(struct kitchen *kitchen, struct error *error)
{
	pid_t parent = getpid();
	kitchen->floor_pid = fork();
	if (kitchen->floor_pid < 0)
		return error_set(error, "the floor cannot be started: %s", strerror(errno));
	if (kitchen->floor_pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		close(LAUNCH_FD);
		floor_main(&kitchen->launch);
	}
	kitchen->floor_fd = (int)syscall(SYS_pidfd_open, kitchen->floor_pid, 0);
	arena->floor_pid = kitchen->floor_pid;
	return 0;
}

/* Where the recipe lies, absolute. */
static void open_folder(const char *path)
{
	char *whole = realpath(path, NULL), *slash = whole ? strrchr(whole, '/') : NULL;
	if (slash)
		snprintf(arena->folder, sizeof arena->folder, "%.*s", slash == whole ? 1 : (int)(slash - whole), whole);
	free(whole);
}

static int kitchen_open(struct kitchen *kitchen, const char *json, struct error *error)
{
	launch_init(&kitchen->launch);
	if (launch_read(&kitchen->launch, json, error) != 0 || arena_open(error) != 0 || crew_open(error) != 0)
		return -1;
	if (kitchen->launch.explore) /* it plays schedules by the thousand, putting memory back as it was: rings among it, and texts that only it can read */
		kitchen->launch.trace = kitchen->launch.events = false;
	clock_calibrate();
	clock_start(&arena->clock, 1); /* until the floor knows better: an error before that has a time, too */
	arena->seed = kitchen->launch.seed;
	arena->traced = kitchen->launch.trace;
	strcpy(arena->recipe_file, kitchen->launch.file);
	strcpy(arena->url, kitchen->launch.url);
	platform_open(&kitchen->launch);
	permission_open(kitchen->launch.commands);
	open_folder(kitchen->launch.path);
	fcntl(LAUNCH_FD, F_SETFD, FD_CLOEXEC);
	fcntl(LAUNCH_ANSWERS_FD, F_SETFD, FD_CLOEXEC);
	if (kitchen->launch.explore && explore_line_open(error) != 0)
		return -1;
	if (floor_fork(kitchen, error) != 0)
		return -1;
	if (!(kitchen->courier = courier_start(LAUNCH_FD, kitchen->launch.events, error)))
		return -1;
	probe_open();
	kitchen->start_ns = clock_gettime_ns();
	if (kitchen->launch.timeout_s > 0)
		kitchen->deadline_ns = kitchen->start_ns + (uint64_t)(kitchen->launch.timeout_s * 1e9);
	return 0;
}

static void sleep_until_something(struct kitchen *kitchen, uint64_t now, uint64_t until)
{
	struct pollfd polls[5 + SERVICES_MAX] = {
		{ .fd = LAUNCH_FD, .events = POLLIN },
		{ .fd = arena->devices.eventfd, .events = POLLIN },
		{ .fd = kitchen->floor_fd, .events = POLLIN },
		{ .fd = crew_fd(), .events = POLLIN },
		{ .fd = kitchen->held ? -1 : platform_fd(), .events = POLLIN },
	};
	uint64_t wait = until > now ? until - now : 0, count;
	struct timespec time = { (time_t)(wait / 1000000000u), (long)(wait % 1000000000u) };
	if (ppoll(polls, 5 + (nfds_t)service_polls(polls + 5, kitchen->held), &time, NULL) <= 0)
		return;
	if (polls[0].revents & (POLLIN | POLLHUP | POLLERR))
		kitchen_obey(kitchen);
	if (polls[1].revents && read(arena->devices.eventfd, &count, sizeof count) < 0 && errno != EAGAIN)
		kitchen->screen_gone = true;
	if (polls[1].revents || polls[3].revents)
		crew_turn();
	if (polls[4].revents)
		platform_turn();
}

/* launch.measure: what memory the workers' processes have. */
static void measure(struct kitchen *kitchen, uint64_t now)
{
	if (!kitchen->launch.measure || now < kitchen->next_look_ns)
		return;
	footprint_look();
	kitchen->next_look_ns = now + FOOTPRINT_NS;
}

static void tick(struct kitchen *kitchen, uint64_t now)
{
	if (kitchen->held || !atomic_load(&arena->started))
		return;
	if (now >= kitchen->next_sample_ns) {
		if (arena->turn.controlled)
			watch_step();
		else
			watch_sample();
		kitchen->next_sample_ns = now + WATCH_NS;
	}
	if (now >= kitchen->next_tick_ns && !arena->turn.controlled) {
		kitchen_tell(KIND_TICK, 0, 0);
		kitchen->next_tick_ns = now + TICK_NS;
		if (kitchen->ticks++ % 2 == 0)
			atomic_fetch_add_explicit(&arena->beat, 1, memory_order_relaxed);
	}
}

/* Move the devices; returns the real time at which the next is due. */
static uint64_t turn_devices(struct kitchen *kitchen)
{
	uint64_t next;
	if (kitchen->held || arena->turn.controlled)
		return UINT64_MAX;
	next = devices_turn(clock_kitchen_ns(&arena->clock), clock_unlimited(&arena->clock));
	return next == DEVICE_NEVER ? UINT64_MAX : clock_due_real_ns(&arena->clock, next);
}

static int kitchen_run(struct kitchen *kitchen)
{
	for (;;) {
		uint64_t now = clock_gettime_ns();
		service_turn(kitchen->held);
		permission_turn();
		uint64_t due = turn_devices(kitchen);
		tick(kitchen, now);
		measure(kitchen, now);
		if (kitchen->screen_gone || courier_lost(kitchen->courier))
			return 3;
		if (kitchen_over(kitchen, now))
			return kitchen_finish(kitchen);
		uint64_t until = now + (arena->awake || !arena->alive ? TICK_NS / 2 : DEADLOCK_LOOK_NS);
		sleep_until_something(kitchen, now, due < until ? due : until);
	}
}

int kitchen_main(const char *launch_json)
{
	static struct kitchen kitchen;
	struct error error;
	signal(SIGPIPE, SIG_IGN);
	if (kitchen_open(&kitchen, launch_json, &error) != 0) {
		dprintf(STDERR_FILENO, "%s\n", error.text);
		return 3;
	}
	int status = kitchen_run(&kitchen);
	if (!kitchen.floor_gone) {
		kill(kitchen.floor_pid, SIGKILL);
		kitchen_floor_reaped(&kitchen, 0);
	}
	service_end();
	platform_end();
	crew_end();
	return status;
}
