/* reel_walk.c - the usual way through what is shown, for a tape that only says `walk`.
 *
 * A run under control of few steps is walked through from its beginning, a step at a time; one of many, and a saved one, plays as it was, unless that is over in no time: then event
 * by event, or so many at once that it does not take too long. A free run is watched to its end. A lesson
 * goes from page to page: each stands as long as it takes to be read, its question is answered, its run is shown, and what follows is read. */
#include "tui/reel_inner.h"

#include "paper/key.h"
#include "stage/next.h"
#include "trace/tongue.h"
#include "tui/lesson_inner.h"

#include <stdio.h>
#include <string.h>

#define SECOND_NS UINT64_C(1000000000)
#define STEPS_MAX 240u              /* more are not walked through but played */
#define PLAYED_NS (3 * SECOND_NS)  /* a saved run that takes less is not seen when it plays */
#define RUN_LIMIT_NS (120 * SECOND_NS) /* of a lesson: what goes on for longer is left */

#define DRAWN_NS (SECOND_NS / 10)    /* what a key brought up is on the screen */
#define LIVE_LIMIT_NS (600 * SECOND_NS)     /* a free run that never ends: a tape says how long it is to be */

enum reads { READS_NOTHING, READS_NEW, READS_ON };
enum walked { WALK_NOTHING, WALK_STEPS, WALK_EVENTS, WALK_PLAYS, WALK_ENDED, WALK_PAGE, WALK_TYPED, WALK_RUN, WALK_ASKED, WALK_LESSON_END };

static int walk_on(struct reel *reel, enum walked what, uint64_t ns)
{
	reel->walk = what;
	reel_later(reel, ns);
	return 1;
}

/* ---- a run ---- */

static uint64_t step_pace_ns(size_t steps)
{
	return steps <= 40 ? SECOND_NS * 6 / 10 : steps <= 100 ? SECOND_NS * 3 / 10 : SECOND_NS * 15 / 100;
}

/* Where each is chosen as it comes: the first can be followed one by one. */
static uint64_t hand_pace_ns(size_t steps)
{
	return steps <= 20 ? SECOND_NS * 8 / 10 : steps <= 60 ? SECOND_NS * 4 / 10 : SECOND_NS / 4;
}

/* It is over already, since no time passed: back to where it began. */
static int run_home(struct reel *reel, struct app *app)
{
	struct watch *watch = &app->watch;
	struct step_log *log = &app->control.log;
	if (!watch->loaded || !history_count(watch->history))
		return walk_on(reel, WALK_PLAYS, 0);
	step_log_read(log, watch->history);
	if (log->count && log->count <= STEPS_MAX) {
		if (!app->control.on)
			control_open(app);
		player_look(&watch->player, step_log_position(log, 0));
		return walk_on(reel, WALK_STEPS, 2 * SECOND_NS);
	}
	if (history_end_ns(watch->history) >= PLAYED_NS)
		return walk_on(reel, WALK_PLAYS, 0); /* from its beginning already */
	player_home(&watch->player);
	return walk_on(reel, WALK_EVENTS, 2 * SECOND_NS);
}

/* How many events people would call a step there are; at most so many are told apart. */
static size_t events_seen(const struct history *history, size_t most)
{
	size_t count = 0;
	for (size_t at = 0, next; count < most && (next = history_step(history, at, 1)) != at; at = next)
		count++;
	return count;
}

static int run_events(struct reel *reel, struct app *app)
{
	struct watch *watch = &app->watch;
	size_t all = history_count(watch->history), seen = events_seen(watch->history, STEPS_MAX + 1);
	size_t at = watch->player.position;
	if (reel_run_over(app)) {
		app->hushed = false;
		return walk_on(reel, WALK_ENDED, 4 * SECOND_NS);
	}
	if (seen <= STEPS_MAX && history_step(watch->history, at, 1) != at)
		reel_key(reel, app, KEYS_RIGHT, "\u2192");
	else
		player_look(&watch->player, all - at > all / STEPS_MAX ? at + all / STEPS_MAX + 1 : all);
	return walk_on(reel, WALK_EVENTS, step_pace_ns(seen));
}

static int run_step(struct reel *reel, struct app *app)
{
	if (reel_run_over(app)) {
		app->hushed = false;
		return walk_on(reel, WALK_ENDED, 4 * SECOND_NS);
	}
	reel_key(reel, app, KEYS_RIGHT, "\u2192");
	return walk_on(reel, WALK_STEPS, step_pace_ns(app->control.log.count));
}

static int run_walk(struct reel *reel, struct app *app)
{
	switch (reel->walk) {
	case WALK_NOTHING: return reel_is_live(app) ? walk_on(reel, WALK_PLAYS, 0) : run_home(reel, app);
	case WALK_STEPS: return run_step(reel, app);
	case WALK_EVENTS: return run_events(reel, app);
	case WALK_PLAYS:
		if (!reel_run_over(app) && !(reel_is_live(app) && reel_now_ns() - reel->since_ns > LIVE_LIMIT_NS))
			return 0;
		app->hushed = false;
		return walk_on(reel, WALK_ENDED, 4 * SECOND_NS);
	default: return 2;
	}
}

/* ---- a lesson ---- */

/* As long as it takes to read so many rows, 3 to 30 s. */
static uint64_t reading_ns(int rows)
{
	uint64_t ns = 2 * SECOND_NS + (uint64_t)(rows > 1 ? rows : 1) * SECOND_NS * 3 / 2;
	return ns > 30 * SECOND_NS ? 30 * SECOND_NS : ns;
}

/* Words that came up are read, screen by screen, once they are drawn: how many rows there are is known only then. True: they are; else it is asked again. */
static bool has_read(struct reel *reel, struct app *app)
{
	const struct lesson_screen *screen = lesson_of(app);
	int seen = screen->top + screen->room, left = screen->rows - reel->walk_seen;
	if (reel->walk_reads == READS_NOTHING) {
		reel->walk_seen = 0;
		reel->walk_reads = READS_NEW;
		reel_later(reel, DRAWN_NS);
	} else if (reel->walk_reads == READS_NEW) {
		reel->walk_reads = READS_ON;
		reel_later(reel, reading_ns(left < screen->room ? left : screen->room));
	} else if (seen > reel->walk_seen && seen < screen->rows) {
		reel->walk_seen = seen;
		reel->walk_reads = READS_NEW;
		reel_key(reel, app, KEYS_PAGE_DOWN, "PgDn");
		reel_later(reel, DRAWN_NS);
	} else {
		reel->walk_reads = READS_NOTHING;
		return true;
	}
	return false;
}

/* What is answered: the right one where the lesson says it, else a guess. */
static const char *guess(const struct lesson_step *step)
{
	if (step->answer && *step->answer)
		return step->answer;
	return step->ask == ASK_CHOICE ? "a" : step->ask == ASK_NUMBER ? "1" : "A";
}

static int page_walk(struct reel *reel, struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	const struct lesson_step *step = lecture_step(&screen->lecture);
	if (reel->walk_step != screen->lecture.at + 1) {
		reel->walk_step = screen->lecture.at + 1;
		reel->walk = WALK_PAGE;
		reel->walk_reads = READS_NOTHING;
	}
	if (reel->walk == WALK_PAGE && !has_read(reel, app))
		return 1;
	if (step->ask != ASK_NOTHING && reel->walk == WALK_PAGE) {
		for (const char *sign = guess(step); *sign; sign++)
			reel_key(reel, app, (unsigned char)*sign, (char[]){ *sign, '\0' });
		return walk_on(reel, WALK_TYPED, 3 * SECOND_NS / 2);
	}
	if (reel->walk == WALK_RUN)
		return -1;
	reel->walk_keys = 0;
	reel_key(reel, app, KEYS_ENTER, "Enter");
	return walk_on(reel, WALK_RUN, 2 * SECOND_NS);
}

/* Only a person lets a program be started: a tape of one's own has `key y`. */
static int asked_walk(struct reel *reel, struct app *app)
{
	if (reel->walk != WALK_ASKED)
		return walk_on(reel, WALK_ASKED, 6 * SECOND_NS);
	reel_key(reel, app, 'n', "n");
	return walk_on(reel, WALK_RUN, SECOND_NS);
}

static int run_leave(struct reel *reel, struct app *app)
{
	reel_key(reel, app, KEYS_F8, "F8");
	return walk_on(reel, WALK_RUN, SECOND_NS);
}

/* A run by hand goes on by its policy; what has gone on for too long, or needs an editor, is left. */
static int lesson_run_walk(struct reel *reel, struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	const struct lesson_step *step = lecture_step(&screen->lecture);
	if (reel->walk_keys++ == 0)
		reel->since_ns = reel_now_ns();
	if (step->by_editing || reel_now_ns() - reel->since_ns > RUN_LIMIT_NS || reel->walk_keys > 100000)
		return run_leave(reel, app);
	if (allow_asked(app_asking(app)))
		return asked_walk(reel, app);
	if (app->over == OVER_ATLAS || app->sides || !app->control.on || app->control.coming)
		return walk_on(reel, WALK_RUN, SECOND_NS / 5);
	if (!control_at_end(app)) { /* it drove itself: step by step through what it did */
		reel_key(reel, app, KEYS_RIGHT, "\u2192");
		return walk_on(reel, WALK_RUN, step_pace_ns(app->control.log.count));
	}
	if (control_asks(app) && app->control.go == GO_NOT)
		reel_key(reel, app, reel->walk_keys < 200 ? KEYS_ENTER : KEYS_END, reel->walk_keys < 200 ? "Enter" : "End");
	return walk_on(reel, WALK_RUN, hand_pace_ns(reel->walk_keys));
}

static int after_walk(struct reel *reel, struct app *app)
{
	if (!has_read(reel, app))
		return 1;
	reel_key(reel, app, KEYS_F8, "F8");
	return walk_on(reel, WALK_NOTHING, SECOND_NS / 2);
}

static int lesson_walk(struct reel *reel, struct app *app, struct error *error)
{
	struct lesson_screen *screen = lesson_of(app);
	int result = 0;
	switch (lesson_shows(screen)) {
	case SHOWS_PAGE: result = page_walk(reel, app); break;
	case SHOWS_RUN: result = lesson_run_walk(reel, app); break;
	case SHOWS_AFTER:
	case SHOWS_WORDS: result = after_walk(reel, app); break;
	case SHOWS_END:
		if (reel->walk == WALK_LESSON_END)
			return 2;
		cast_mark(reel->cast, reel_time_ns(reel), _("The end"));
		return walk_on(reel, WALK_LESSON_END, 6 * SECOND_NS);
	}
	if (result >= 0)
		return result;
	return error_set(error, "step %s does not begin: %s", lecture_step(&screen->lecture)->name, screen->trouble.text);
}

int reel_walk(struct reel *reel, struct app *app, struct error *error)
{
	return app->front == &lesson_front ? lesson_walk(reel, app, error) : run_walk(reel, app);
}
