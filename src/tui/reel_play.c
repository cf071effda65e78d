/* reel_play.c - the program without a terminal: who lets time pass, and when.
 *
 * Two clocks. While nothing really runs, each frame first waits until everything has come to rest (a kitchen under control asks or is over, a saved run is read whole, a count is
 * there, each question answered), however long that really takes, and then the recording's own clock jumps to when the next frame or act is due: what is shown depends on nothing but the
 * tape. While a free run or a measurement goes on, the loop waits in real time, and the clock goes along.
 *
 * What always holds: frames come in the order of the recording's clock, at least a millisecond apart, and no frame of a run under control shows it on its way. */
#include "tui/reel_inner.h"

#include "stage/next.h"
#include "tui/step_log.h"

#include <string.h>

#define FRAME_NS 50000000u       /* 20 frames a second, while things move */
#define IDLE_NS 100000000u       /* the tape is asked again, where nothing else happens */
#define REST_MS 60000u           /* a kitchen that does not come to rest for so long never will … */
#define COUNT_MS 600000u         /* … but counting ends by itself */
#define ALARM_MS 100
#define DECLARED_MS 2000u
#define NEWS_MAX 4               /* of one frame: what moves by itself has news each time */
#define DRAFTS_MAX 200          /* a screen of which each row is asked for by itself */

static bool is_controlled(const struct launch *launch)
{
	return launch->schedule || *launch->policy || launch->explore;
}

bool reel_is_live(const struct app *app)
{
	const struct watch *watch = &app->watch;
	if (app->sides)
		return !sides_complete(app->sides);
	if (beside_runs_free(app))
		return true;
	if (app_under_help(app) == OVER_ATLAS) /* the run under the count is not what one sees */
		return false;
	return !watch->saved && watch->launch && watch->source && !watch->loaded && !app->control.coming && !is_controlled(watch->launch);
}

/* Whether a run that goes on beneath has had the time to declare its settings: nobody says which is the last. */
static bool has_declared(const struct app *app)
{
	static unsigned run;
	static uint64_t since_ns;
	if (run != app->run_number)
		since_ns = uv_hrtime();
	run = app->run_number;
	return uv_hrtime() - since_ns >= DECLARED_MS * UINT64_C(1000000);
}

/* Nothing is on its way that the next frame could show. */
static bool is_at_rest(struct app *app)
{
	struct watch *watch = control_incoming(app);
	if (beside_waits(app))
		return false;
	if (app_under_help(app) == OVER_ATLAS) /* … but which recipe it is, and how it is set, stands above the count */
		return !watch->source || watch->loaded || (watch->info.recipe[0] && has_declared(app));
	if (app->sides || reel_is_live(app))
		return true;
	if (!watch->source || allow_asked(watch))
		return true;
	if (app->control.coming || (app->control.busy && !watch->loaded))
		return false;
	return watch->loaded || stage_waits_for_choice(history_head(watch->history));
}

static void on_alarm(uv_timer_t *timer)
{
	struct reel *reel = timer->data;
	reel->rang = true;
}

/* Wait until something comes, or so long. */
static void loop_wait(struct reel *reel, struct app *app, uint64_t ms)
{
	reel->rang = false;
	uv_timer_start(&reel->alarm, on_alarm, ms ? ms : 1, 0);
	uv_run(&app->pulse.loop, UV_RUN_ONCE);
	uv_timer_stop(&reel->alarm);
}

static int rest_wait(struct reel *reel, struct app *app, struct error *error)
{
	uint64_t began_ns = uv_hrtime();
	beside_listen(app); /* a key may have started something */
	uv_run(&app->pulse.loop, UV_RUN_NOWAIT);
	while (!app->pulse.left && !is_at_rest(app)) {
		loop_wait(reel, app, ALARM_MS);
		uint64_t most_ms = beside_waits(app) ? COUNT_MS : REST_MS;
		if (uv_hrtime() - began_ns > most_ms * 1000000)
			return error_set(error, "the kitchen has gone on for %u s and neither asked nor ended; nothing more was recorded", (unsigned)(most_ms / 1000));
	}
	return 0;
}

/* In real time, until `ns` have passed. */
static void live_wait(struct reel *reel, struct app *app, uint64_t ns)
{
	uint64_t began_ns = uv_hrtime(), passed_ns = 0;
	while (passed_ns < ns && !app->pulse.left) {
		loop_wait(reel, app, (ns - passed_ns) / 1000000 + 1);
		passed_ns = uv_hrtime() - began_ns;
		if (!reel_is_live(app))
			break;
	}
	reel_clock_move(passed_ns ? passed_ns : 1000000);
}

/* How long until the next frame: when the screen wants one, or the tape. */
static uint64_t next_ns(const struct reel *reel, const struct app *app)
{
	uint64_t wanted_ns = app->pulse.wanted_ms * 1000000, now = reel_now_ns();
	uint64_t tape_ns = reel->due_ns > now ? reel->due_ns - now : IDLE_NS;
	if (wanted_ns && wanted_ns < FRAME_NS)
		wanted_ns = FRAME_NS;
	uint64_t ns = wanted_ns && wanted_ns < tape_ns ? wanted_ns : tape_ns;
	return ns < 1000000 ? 1000000 : ns;
}

enum drawn { DRAWN_WHOLE, DRAWN_ASKING, DRAWN_BEFORE_NEWS };

/* Draw. Unless it is whole, it asked for something that is not known yet or began what has to come to rest, or was followed by news that it does not show. */
static enum drawn draw(struct app *app)
{
	const struct study *study = app->beside.study;
	uint32_t asked = study ? study_asked(study) : 0;
	enum study_state state = study ? study_state(study) : STUDY_NONE;
	app->pulse.wanted_ms = 0;
	pulse_frame(app);
	if (!is_at_rest(app) || (study && (study_asked(study) != asked || study_state(study) != state)))
		return DRAWN_ASKING;
	return app->pulse.worked && !reel_is_live(app) ? DRAWN_BEFORE_NEWS : DRAWN_WHOLE;
}

/* A frame asks for what it would like to say; it is shown once all that is answered. */
static int frame(struct reel *reel, struct app *app, struct error *error)
{
	int drafts = 0, news = 0;
	enum drawn drawn;
	reel->draft = true;
	do {
		if (rest_wait(reel, app, error))
			return -1;
		drawn = draw(app);
		news += drawn == DRAWN_BEFORE_NEWS;
	} while (drawn != DRAWN_WHOLE && news < NEWS_MAX && ++drafts < DRAFTS_MAX);
	reel->draft = false;
	reel_show(reel, app);
	reel->moving = app->pulse.wanted_ms && app->pulse.wanted_ms <= 40;
	if (!cast_is_whole(reel->cast))
		app->pulse.left = true;
	return 0;
}

/* One round: what is due now, else let time pass. */
static int go_on(struct reel *reel, struct app *app, struct error *error)
{
	int pressed = reel_press(reel, app, error);
	if (pressed < 0 || reel->over)
		return pressed < 0 ? -1 : 0;
	if (!pressed) {
		uint64_t ns = next_ns(reel, app);
		if (reel_is_live(app))
			live_wait(reel, app, ns);
		else
			reel_clock_move(ns);
	}
	return frame(reel, app, error);
}

/* A run that is over before anything was shown, since no time passed, begins at its beginning, and nobody is to see its end first. */
static void begin(struct app *app)
{
	struct player *player = &app->watch.player;
	if (app->front || app->sides || !app->watch.loaded || !history_count(app->watch.history))
		return;
	app->hushed = true;
	player_home(player);
	player_stand(player, false);
}

int reel_play(struct reel *reel, struct app *app, struct error *error)
{
	uv_timer_init(&app->pulse.loop, &reel->alarm);
	reel->alarm.data = reel;
	pulse_source_changed(app);
	int result = rest_wait(reel, app, error);
	begin(app);
	if (result == 0 && reel_press(reel, app, error) < 0)
		result = -1;
	if (result == 0)
		result = frame(reel, app, error);
	while (result == 0 && !reel->over && !app->pulse.left)
		result = go_on(reel, app, error);
	return result;
}
