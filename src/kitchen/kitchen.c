/* kitchen.c - the kitchen process: moves the devices, obeys, watches, reports. It runs no Lua.
 *
 * Its main thread sleeps in one ppoll over four things: commands on the socket, the doorbell that devices and the floor ring, the floor's pidfd,
 * and time (the next device that is due, the next tick). A second thread, the courier, empties the rings and sends the stream.
 *
 * The end comes in one of these ways: the floor says so; something failed; nobody can go on; the person quits; time is up; the floor died. Then the floor is
 * killed if it still lives, the rings are emptied for the last time, and the report goes out. When the screen goes away the kitchen
 * goes too, and the floor with it (its parent-death signal). */
#include "kitchen/kitchen.h"

#include "kitchen/arena.h"
#include "kitchen/courier.h"
#include "kitchen/device.h"
#include "kitchen/floor.h"
#include "kitchen/gate.h"
#include "kitchen/head.h"
#include "kitchen/nudge.h"
#include "kitchen/probe.h"
#include "kitchen/report.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"
#include "kitchen/watch.h"
#include "trace/command.h"
#include "trace/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define TICK_NS 50000000u
#define DEADLOCK_LOOK_NS 5000000u /* nobody seems to be able to go on: look again soon */
#define GRACE_NS 300000000u /* for a worker to say where it was when time was up */

struct kitchen {
	struct launch launch;
	struct courier *courier;
	int floor_pid, floor_fd;  /* pidfd */
	int floor_status;         /* from waitpid, once `floor_gone` */
	bool floor_gone, held, timed_out, screen_gone;
	uint64_t start_ns, next_sample_ns, next_tick_ns, deadline_ns, grace_ns;
	char line[COMMAND_LINE_MAX];
	size_t line_length;
};

/* ---- beginning ---- */

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

static int kitchen_open(struct kitchen *kitchen, const char *json, struct error *error)
{
	launch_init(&kitchen->launch);
	if (launch_read(&kitchen->launch, json, error) != 0 || arena_open(error) != 0)
		return -1;
	clock_calibrate();
	arena->seed = kitchen->launch.seed;
	arena->traced = kitchen->launch.trace;
	strcpy(arena->recipe_file, kitchen->launch.file);
	fcntl(LAUNCH_FD, F_SETFD, FD_CLOEXEC);
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

/* ---- commands ---- */

/* Threads that run Lua without actions must look up. */
static void nudge_all(void)
{
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < count; id++) {
		const struct worker *worker = worker_at(id);
		enum worker_state state = atomic_load(&worker->state);
		if (state == WORKER_RUNS && worker->role != ROLE_OF_DEVICE)
			nudge_worker(worker);
	}
}

/* The kitchen itself does something: it may be held. */
static void tell(enum kind kind, uint32_t item, uint64_t value)
{
	probe_at(clock_run_now_ns(&arena->clock), kind, item, value);
}

static void hold(struct kitchen *kitchen)
{
	if (kitchen->held)
		return;
	kitchen->held = true;
	tell(KIND_HOLD, 0, 0);
	gate_hold();
	clock_hold(&arena->clock);
	nudge_all();
}

static void go(struct kitchen *kitchen)
{
	if (!kitchen->held)
		return;
	uint64_t held = clock_go(&arena->clock);
	kitchen->held = false;
	if (kitchen->deadline_ns)
		kitchen->deadline_ns += held;
	tell(KIND_GO, 0, held);
	gate_go();
	eventfd_write(arena->floor.eventfd, 1);
}

static void pace(double value)
{
	clock_pace(&arena->clock, value);
	tell(KIND_PACE, 0, value > 0 ? (uint64_t)(value * 1e6 + 0.5) : 0);
	eventfd_write(arena->floor.eventfd, 1);
}

static void gil(bool on)
{
	if (!arena->engine || arena->engine->yields)
		return;
	atomic_store(&arena->gil_on, on);
	tell(KIND_GIL_MODE, on, 0);
	nudge_all();
}

/* A live setting takes a new value, if that is one it can have. */
static void set(const struct command *command)
{
	uint32_t name = texts_of(command->name);
	struct arena_setting *setting = arena_setting_named(name);
	uint64_t bits;
	if (!setting || !setting->live)
		return;
	if (setting->number) {
		double n = fmin(fmax(command->number, setting->min), setting->max);
		bool whole = word_type(atomic_load(&setting->value)) == WORD_INTEGER;
		bits = whole ? word_integer((int64_t)n) : word_number(n);
	} else {
		bits = setting->boolean ? word_boolean(command->number != 0) : word_text(texts_of(command->text));
	}
	atomic_store(&setting->value, bits);
	tell(KIND_PARAM, name, bits);
}

static void interrupt(void)
{
	arena->outcome = OUTCOME_INTERRUPTED;
	atomic_store(&arena->ended, 1);
}

static void obey(struct kitchen *kitchen, const struct command *command)
{
	switch (command->what) {
	case COMMAND_HOLD: hold(kitchen); break;
	case COMMAND_GO: go(kitchen); break;
	case COMMAND_PACE: pace(command->number); break;
	case COMMAND_GIL: gil(command->number != 0); break;
	case COMMAND_SET: set(command); break;
	case COMMAND_QUIT: interrupt(); break;
	case COMMAND_DO_COUNT: break;
	}
}

/* Obey each whole line; a line that is no command is passed over, for the screen is of our own making. */
static void obey_lines(struct kitchen *kitchen)
{
	char *end;
	while ((end = memchr(kitchen->line, '\n', kitchen->line_length))) {
		struct command command;
		struct error error;
		size_t length = (size_t)(end - kitchen->line);
		if (command_read(&command, kitchen->line, length, &error) == 0)
			obey(kitchen, &command);
		kitchen->line_length -= length + 1;
		memmove(kitchen->line, end + 1, kitchen->line_length);
	}
	if (kitchen->line_length == sizeof kitchen->line)
		kitchen->line_length = 0;
}

static void read_commands(struct kitchen *kitchen)
{
	for (;;) {
		ssize_t n = read(LAUNCH_FD, kitchen->line + kitchen->line_length, sizeof kitchen->line - kitchen->line_length);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			kitchen->screen_gone = true;
		if (n <= 0)
			return;
		kitchen->line_length += (size_t)n;
		obey_lines(kitchen);
	}
}

/* ---- the end ---- */

static bool floor_reaped(struct kitchen *kitchen, int options)
{
	if (!kitchen->floor_gone && waitpid(kitchen->floor_pid, &kitchen->floor_status, options) == kitchen->floor_pid)
		kitchen->floor_gone = true;
	return kitchen->floor_gone;
}

/* Time is up: first whoever runs is asked where it is; after a grace the run just ends. */
static void check_time(struct kitchen *kitchen, uint64_t now)
{
	if (!kitchen->deadline_ns || kitchen->held || now < kitchen->deadline_ns)
		return;
	if (!kitchen->timed_out) {
		kitchen->timed_out = true;
		kitchen->grace_ns = watch_time_up() ? now + GRACE_NS : now;
	}
	if (now >= kitchen->grace_ns)
		arena_fail("%s: time is up: the run took longer than %g s (--timeout)", kitchen->launch.file, kitchen->launch.timeout_s);
}

/* Whether the run is over; arena->outcome then says how. */
static bool over(struct kitchen *kitchen, uint64_t now)
{
	check_time(kitchen, now);
	if (atomic_load_explicit(&arena->failure_whole, memory_order_acquire)) {
		arena->outcome = OUTCOME_FAILED;
		return true;
	}
	if (atomic_load_explicit(&arena->ended, memory_order_acquire))
		return true;
	if (floor_reaped(kitchen, WNOHANG)) {
		if (atomic_load(&arena->ended) || atomic_load(&arena->failure_whole))
			return over(kitchen, now);
		if (WIFSIGNALED(kitchen->floor_status))
			arena_fail("%s: the floor was ended by signal %d (%s)", kitchen->launch.file, WTERMSIG(kitchen->floor_status),
				   strsignal(WTERMSIG(kitchen->floor_status)));
		else
			arena_fail("%s: the floor ended by itself with status %d", kitchen->launch.file, WEXITSTATUS(kitchen->floor_status));
		arena->outcome = OUTCOME_FAILED;
		return true;
	}
	if (!kitchen->held && watch_deadlock(now)) {
		arena->outcome = OUTCOME_DEADLOCK;
		return true;
	}
	return false;
}

static int finish(struct kitchen *kitchen)
{
	bool failed = arena->outcome == OUTCOME_FAILED;
	arena->elapsed_ns = atomic_load(&arena->started) ? clock_run_now_ns(&arena->clock) : 0;
	if (!kitchen->floor_gone) {
		if (arena->outcome != OUTCOME_DONE && arena->outcome != OUTCOME_VIOLATED)
			kill(kitchen->floor_pid, SIGKILL);
		floor_reaped(kitchen, 0);
	}
	if (!head_posted()) {
		static const struct recipe_card unknown;
		static const struct buffer nothing;
		arena->engine = arena->engine ? arena->engine : engines[0];
		head_post(&kitchen->launch, &unknown, &nothing, false, 1);
	}
	courier_stop(kitchen->courier);
	tell(KIND_OUTCOME, arena->outcome, failed ? texts_of(arena->failure.text) : 0);
	courier_stop(kitchen->courier);
	char *report = report_make(&kitchen->launch, courier_events(kitchen->courier));
	if (!report)
		return 3;
	courier_end(kitchen->courier, report);
	free(report);
	return 0;
}

/* ---- the loop ---- */

static void sleep_until_something(struct kitchen *kitchen, uint64_t now, uint64_t until)
{
	struct pollfd polls[] = {
		{ .fd = LAUNCH_FD, .events = POLLIN },
		{ .fd = arena->devices.eventfd, .events = POLLIN },
		{ .fd = kitchen->floor_fd, .events = POLLIN },
	};
	uint64_t wait = until > now ? until - now : 0, count;
	struct timespec time = { (time_t)(wait / 1000000000u), (long)(wait % 1000000000u) };
	if (ppoll(polls, 3, &time, NULL) <= 0)
		return;
	if (polls[0].revents & (POLLIN | POLLHUP | POLLERR))
		read_commands(kitchen);
	if (polls[1].revents && read(arena->devices.eventfd, &count, sizeof count) < 0 && errno != EAGAIN)
		kitchen->screen_gone = true;
}

static void tick(struct kitchen *kitchen, uint64_t now)
{
	if (kitchen->held || !atomic_load(&arena->started))
		return;
	if (now >= kitchen->next_sample_ns) {
		watch_sample();
		kitchen->next_sample_ns = now + WATCH_NS;
	}
	if (now >= kitchen->next_tick_ns) {
		tell(KIND_TICK, 0, 0);
		kitchen->next_tick_ns = now + TICK_NS;
	}
}

/* Move the devices; returns the real time at which the next is due. */
static uint64_t turn_devices(struct kitchen *kitchen)
{
	uint64_t next;
	if (kitchen->held)
		return UINT64_MAX;
	next = devices_turn(clock_kitchen_ns(&arena->clock), clock_unlimited(&arena->clock));
	return next == DEVICE_NEVER ? UINT64_MAX : clock_due_real_ns(&arena->clock, next);
}

static int kitchen_run(struct kitchen *kitchen)
{
	for (;;) {
		uint64_t now = clock_gettime_ns();
		if (atomic_load_explicit(&arena->started, memory_order_acquire))
			wait_engine = arena->engine;
		uint64_t due = turn_devices(kitchen);
		tick(kitchen, now);
		if (kitchen->screen_gone || courier_lost(kitchen->courier))
			return 3;
		if (over(kitchen, now))
			return finish(kitchen);
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
		floor_reaped(&kitchen, 0);
	}
	return status;
}
