/* outside_loop.c - outside programs on the event loop: uv_spawn on the loop's libuv.
 *
 * libuv tells when the program has ended, watches the pipe that it writes to, and has the timer of its time-out. A program's handles lie together in one block, which is
 * freed when libuv has closed the last of them; the outside itself may be gone by then. All of it belongs to the loop's thread. */
#include "kitchen/outside.h"

#include "engine/loop.h"

#include <signal.h>
#include <stdlib.h>
#include <uv.h>

struct outside_handles {
	uv_process_t process;
	uv_poll_t pipe;
	uv_timer_t timer;
	unsigned open;           /* handles that libuv still has */
	struct outside *outside; /* NULL: given up */
	void (*done)(struct outside *outside);
};

static void on_closed(uv_handle_t *handle)
{
	struct outside_handles *handles = handle->data;
	if (--handles->open == 0)
		free(handles);
}

/* One that libuv never got has no data. */
static void handle_close(uv_handle_t *handle)
{
	if (handle->data)
		uv_close(handle, on_closed);
}

static void handles_close(struct outside_handles *handles)
{
	handles->outside->handles = NULL;
	handles->outside = NULL;
	handle_close((uv_handle_t *)&handles->process);
	handle_close((uv_handle_t *)&handles->pipe);
	handle_close((uv_handle_t *)&handles->timer);
}

static void handle_opened(struct outside_handles *handles, uv_handle_t *handle)
{
	handle->data = handles;
	handles->open++;
}

/* ---- what libuv tells ---- */

static void on_exit_of(uv_process_t *process, int64_t status, int signal)
{
	struct outside_handles *handles = process->data;
	struct outside *outside = handles->outside;
	if (!outside)
		return;
	void (*done)(struct outside *) = handles->done;
	handles_close(handles); /* before its descriptor is */
	outside_finish(outside, (int)status, signal);
	done(outside);
}

static void on_output(uv_poll_t *pipe, int status, int events)
{
	struct outside_handles *handles = pipe->data;
	(void)events;
	if (handles->outside && (status < 0 || !outside_read(handles->outside)))
		uv_poll_stop(pipe);
}

static void look_late(uv_timer_t *timer);

static void arm(struct outside_handles *handles)
{
	uint64_t patience = outside_patience_ns(handles->outside);
	if (patience == UINT64_MAX)
		return;
	uv_update_time(engine_loop_uv()); /* a worker may have had the loop for a while */
	uv_timer_start(&handles->timer, look_late, patience / 1000000u + (patience > 0), 0);
}

static void look_late(uv_timer_t *timer)
{
	struct outside_handles *handles = timer->data;
	if (!handles->outside)
		return;
	if (outside_patience_ns(handles->outside) == 0)
		outside_kill_late(handles->outside);
	else
		arm(handles);
}

/* It could not be started: that, too, is told from the loop. */
static void tell_failed(uv_timer_t *timer)
{
	struct outside_handles *handles = timer->data;
	struct outside *outside = handles->outside;
	if (!outside)
		return;
	void (*done)(struct outside *) = handles->done;
	handles_close(handles);
	done(outside);
}

/* ---- starting and giving up ---- */

static int pipe_open(struct outside_handles *handles)
{
	int error = uv_poll_init(engine_loop_uv(), &handles->pipe, handles->outside->pipe[0]);
	if (!error)
		handle_opened(handles, (uv_handle_t *)&handles->pipe);
	return error;
}

static int spawn(struct outside_handles *handles)
{
	struct outside *outside = handles->outside;
	uv_stdio_container_t descriptors[] = {
		{ .flags = UV_IGNORE }, /* /dev/null */
		{ .flags = UV_INHERIT_FD, .data.fd = outside->pipe[1] },
		{ .flags = UV_INHERIT_FD, .data.fd = outside->pipe[1] },
		{ .flags = UV_INHERIT_FD, .data.fd = outside->said[1] },
	};
	uv_process_options_t options = { .exit_cb = on_exit_of, .file = "/proc/self/exe", .args = outside->argv, .stdio = descriptors, .stdio_count = 4 };
	handle_opened(handles, (uv_handle_t *)&handles->process); /* to be closed also when it fails */
	return uv_spawn(engine_loop_uv(), &handles->process, &options);
}

void outside_loop_start(struct outside *outside, void (*done)(struct outside *outside))
{
	struct outside_handles *handles = calloc(1, sizeof *handles);
	if (!handles)
		abort();
	*handles = (struct outside_handles){ .outside = outside, .done = done };
	outside->handles = handles;
	uv_timer_init(engine_loop_uv(), &handles->timer);
	handle_opened(handles, (uv_handle_t *)&handles->timer);
	int error = outside_begin(outside) ? pipe_open(handles) : 0;
	if (!error && !outside->over)
		error = spawn(handles);
	if (error)
		outside_failed(outside, -error);
	if (outside->over) {
		uv_timer_start(&handles->timer, tell_failed, 0, 0);
		return;
	}
	outside->pid = handles->process.pid;
	outside_begun(outside);
	uv_poll_start(&handles->pipe, UV_READABLE, on_output);
	arm(handles);
}

void outside_loop_stop(struct outside *outside)
{
	if (outside->pid > 0)
		kill(outside->pid, SIGKILL);
	handles_close(outside->handles);
}
