/* pulse.c - what wakes the program: keys, the stream, signals, and the time of the next frame. One libuv loop, one thread.
 *
 * A frame is drawn at most every FRAME_MS while things move, every CLOCK_MS while only clocks go on, and not at all while
 * nothing changes: then no timer runs and the process sleeps. Whatever changes something calls frame_soon().
 *
 * What always holds: a handle is opened before it is used and closed exactly once at the end; the stream is polled through a copy of the
 * source's descriptor, which stays valid whatever the source does with its own. */
#include "tui/app.h"

#include "paper/key.h"
#include "trace/tongue.h"
#include "tui/reel.h"
#include "tui/reel_clock.h"
#include "tui/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define FRAME_MS 33
#define CLOCK_MS 100  /* kitchen clocks show tenths of a second */
#define ESCAPE_MS 30  /* a lone ESC is the key Escape when nothing follows within this */
#define LOAD_BYTES (1u << 20) /* of a saved stream at a time, so that keys are heard meanwhile */
#define GAP_MAX_NS 250000000u /* longer gaps between frames are not real time of the run: the program was stopped */

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH };
#define SIGNALS (sizeof numbers / sizeof numbers[0])

static void frame_in(struct app *app, uint64_t ms);

static void frame_soon(struct app *app)
{
	uint64_t since_ms = (reel_now_ns() - app->pulse.shown_ns) / 1000000;
	frame_in(app, since_ms >= FRAME_MS ? 1 : FRAME_MS - since_ms);
}

/* Whether the clocks on the screen go on by themselves. */
static bool clock_runs(const struct app *app)
{
	const struct player *player = &app->watch.player;
	if (app->sides)
		return sides_going(app->sides);
	if (player->standing || !app->watch.source)
		return false;
	return !player->live || !(player->finished || player->held);
}

void pulse_frame(struct app *app)
{
	struct pulse *pulse = &app->pulse;
	uint64_t now = reel_now_ns(), gap = pulse->shown_ns ? now - pulse->shown_ns : 0;
	pulse->shown_ns = now;
	watch_advance(&app->watch, gap > GAP_MAX_NS ? GAP_MAX_NS : gap);
	if (app->message[0] && now >= app->message_until_ns)
		app->message[0] = '\0';
	int tick_ms = control_tick(app, now);
	if (tick_ms >= 0)
		frame_in(app, (uint64_t)tick_ms);
	bool moving = app_draw(app, now);
	pulse->worked = beside_work(app);
	if (pulse->worked || moving)
		frame_in(app, FRAME_MS);
	else if (clock_runs(app))
		frame_in(app, CLOCK_MS);
	else if (app->message[0])
		frame_in(app, (app->message_until_ns - now) / 1000000 + 1);
}

static void on_frame(uv_timer_t *timer)
{
	pulse_frame(timer->data);
}

/* At the latest in so many milliseconds. */
static void frame_in(struct app *app, uint64_t ms)
{
	uv_timer_t *timer = &app->pulse.frame;
	if (app->options->reel) { /* its own clock says when */
		if (!app->pulse.wanted_ms || app->pulse.wanted_ms > ms)
			app->pulse.wanted_ms = ms ? ms : 1;
		return;
	}
	if (!uv_is_active((uv_handle_t *)timer) || uv_timer_get_due_in(timer) > ms)
		uv_timer_start(timer, on_frame, ms ? ms : 1, 0);
}

void pulse_frame_now(struct app *app)
{
	frame_in(app, 1);
}

void pulse_frame_soon(struct app *app)
{
	frame_soon(app);
}

void app_leave(struct app *app)
{
	app->pulse.left = true;
	uv_stop(&app->pulse.loop);
}

/* The stream. */

static void stream_freed(uv_handle_t *handle)
{
	free(handle);
}

static void stream_close(struct pulse *pulse)
{
	if (pulse->stream) {
		uv_poll_stop(pulse->stream); /* before its descriptor goes */
		uv_close((uv_handle_t *)pulse->stream, stream_freed);
	}
	if (pulse->stream_fd >= 0)
		close(pulse->stream_fd);
	pulse->stream_fd = -1;
	pulse->stream = NULL;
}

static void stream_take(struct app *app, size_t most)
{
	struct watch *watch = control_incoming(app);
	bool news = watch_pump(watch, most);
	if (news)
		frame_soon(app);
	if (watch->loaded) {
		uv_idle_stop(&app->pulse.load);
		if (app->pulse.stream)
			uv_poll_stop(app->pulse.stream);
	}
	if (news)
		control_news(app); /* last: it may start another run, whose stream is another */
}

static void on_stream(uv_poll_t *poll, int status, int events)
{
	(void)status;
	(void)events;
	stream_take(poll->data, 0);
}

static void on_load(uv_idle_t *idle)
{
	stream_take(idle->data, LOAD_BYTES);
}

/* A socket is polled; a file is always readable and cannot be: it is taken in when nothing else is to be done. */
static void stream_open(struct app *app)
{
	struct pulse *pulse = &app->pulse;
	const struct watch *watch = control_incoming(app);
	if (watch->loaded)
		return;
	if (!watch_live(watch)) {
		uv_idle_start(&pulse->load, on_load);
		return;
	}
	pulse->stream_fd = fcntl(source_fd(watch->source), F_DUPFD_CLOEXEC, 3);
	pulse->stream = calloc(1, sizeof *pulse->stream);
	if (!pulse->stream || uv_poll_init(&pulse->loop, pulse->stream, pulse->stream_fd))
		abort(); /* a socket of ours that cannot be polled: out of memory or descriptors */
	pulse->stream->data = app;
	uv_poll_start(pulse->stream, UV_READABLE | UV_DISCONNECT, on_stream);
}

void pulse_source_changed(struct app *app)
{
	uv_idle_stop(&app->pulse.load);
	stream_close(&app->pulse);
	stream_open(app);
	frame_soon(app);
}

/* Keys. */

static void on_key(void *data, const struct input_key *key)
{
	app_key(data, key);
}

static void on_escape(uv_timer_t *timer)
{
	struct app *app = timer->data;
	input_settle(&app->input, on_key, app);
	pulse_frame(app);
}

static void hung_up(struct app *app)
{
	if (!terminal_is_there())
		terminal_lost();
	app->signal = SIGHUP;
	app_leave(app);
}

static void on_keys(uv_poll_t *poll, int status, int events)
{
	struct app *app = poll->data;
	char bytes[512];
	ssize_t got = read(terminal_fd(), bytes, sizeof bytes);
	if (got < 0 && (errno == EAGAIN || errno == EINTR) && status == 0 && !(events & UV_DISCONNECT))
		return;
	if (got <= 0) {
		hung_up(app);
		return;
	}
	input_feed(&app->input, bytes, (size_t)got, on_key, app);
	if (input_pending(&app->input))
		uv_timer_start(&app->pulse.escape, on_escape, ESCAPE_MS, 0);
	else
		uv_timer_stop(&app->pulse.escape);
	pulse_frame(app); /* at once: a key is answered without waiting for the next frame */
}

/* Signals. */

/* Ctrl-Z: hold the kitchen, stop, and go on where we were. */
static void stop(struct app *app, uv_signal_t *handle)
{
	bool hold = !app->watch.player.standing;
	if (hold)
		watch_hold(&app->watch, true);
	if (app->sides)
		sides_suspend(app->sides);
	if (app->front && app->front->stopped)
		app->front->stopped(app, true);
	terminal_suspend();
	uv_signal_stop(handle); /* back to the default, which stops us */
	raise(SIGTSTP);
	uv_signal_start(handle, handle->signal_cb, SIGTSTP);
	terminal_resume();
	if (hold)
		watch_hold(&app->watch, false);
	if (app->sides)
		sides_resume(app->sides);
	if (app->front && app->front->stopped)
		app->front->stopped(app, false);
	app_resize(app);
}

static void on_signal(uv_signal_t *handle, int number)
{
	struct app *app = handle->data;
	switch (number) {
	case SIGWINCH:
		app_resize(app);
		pulse_frame(app);
		break;
	case SIGTSTP:
		stop(app, handle);
		pulse_frame(app);
		break;
	case SIGCONT: /* stopped by SIGSTOP, which nobody can catch: the terminal may be in any mode */
		terminal_resume();
		app_resize(app);
		pulse_frame(app);
		break;
	case SIGHUP:
		hung_up(app);
		break;
	default:
		app->signal = number;
		app_leave(app);
	}
}

static int signals_open(struct app *app)
{
	int failed = 0;
	for (size_t i = 0; i < SIGNALS; i++) {
		failed |= uv_signal_init(&app->pulse.loop, &app->pulse.signals[i]);
		app->pulse.signals[i].data = app;
		failed |= uv_signal_start(&app->pulse.signals[i], on_signal, numbers[i]);
	}
	return failed;
}

static void handle_close(uv_handle_t *handle, void *unused)
{
	(void)unused;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

int pulse_open(struct app *app, struct error *error)
{
	struct pulse *pulse = &app->pulse;
	_Static_assert(SIGNALS == sizeof pulse->signals / sizeof pulse->signals[0], "a handle for each signal");
	pulse->stream_fd = -1;
	int failed = uv_loop_init(&pulse->loop);
	if (failed)
		return error_set(error, _("the event loop cannot be set up: %s"), uv_strerror(failed));
	uv_timer_init(&pulse->loop, &pulse->frame);
	uv_timer_init(&pulse->loop, &pulse->escape);
	uv_idle_init(&pulse->loop, &pulse->load);
	pulse->frame.data = pulse->escape.data = pulse->load.data = app;
	if (signals_open(app)) {
		pulse_close(app);
		return error_set(error, _("signals cannot be caught here"));
	}
	return 0;
}

int pulse_run(struct app *app, struct error *error)
{
	struct pulse *pulse = &app->pulse;
	if (app->options->reel)
		return reel_play(app->options->reel, app, error);
	pulse_frame(app); /* before anything is waited for: the first paint */
	int failed = uv_poll_init(&pulse->loop, &pulse->keys, terminal_fd());
	if (failed)
		return error_set(error, _("the terminal cannot be listened to: %s"), uv_strerror(failed));
	pulse->keys.data = app;
	uv_poll_start(&pulse->keys, UV_READABLE | UV_DISCONNECT, on_keys);
	stream_open(app);
	uv_run(&pulse->loop, UV_RUN_DEFAULT);
	return 0;
}

void pulse_close(struct app *app)
{
	struct pulse *pulse = &app->pulse;
	stream_close(pulse);
	uv_walk(&pulse->loop, handle_close, NULL);
	uv_run(&pulse->loop, UV_RUN_DEFAULT);
	uv_loop_close(&pulse->loop);
}
