/* reel_key.c - the key R: a recording of what a person sees, begun and ended.
 *
 * From the menu to what is opened there and back the screen is another each time, and the recording goes on: between two of them it is held. */
#include "tui/reel_inner.h"

#include "record/origin.h"
#include "trace/tongue.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct reel *held; /* between two screens; NULL none */

/* A name that neither a recording nor the run beside one has. */
static void name_choose(char path[64], char trace[80], time_t now)
{
	char began[32];
	struct tm local;
	localtime_r(&now, &local);
	strftime(began, sizeof began, "%Y-%m-%d-%H%M%S", &local);
	for (int again = 1; again < 100; again++) {
		snprintf(path, 64, again > 1 ? "lunchrush-%s-%d.cast" : "lunchrush-%s.cast", began, again);
		snprintf(trace, 80, "%s.trace", path);
		if (access(path, F_OK) && access(trace, F_OK))
			return;
	}
}

static struct reel *begin(struct app *app, struct error *error)
{
	char path[64], trace[80];
	time_t now = time(NULL);
	name_choose(path, trace, now);
	json_t *own = reel_own(NULL, app);
	const struct lecture *lecture;
	if (!own)
		own = json_object();
	if (!reel_lesson(app, &lecture))
		json_object_set_new(own, "trace", json_string(trace));
	struct reel_plan plan = { .path = path, .head = { .rows = app->canvas.rows, .cols = app->canvas.cols, .title = app->options->name, .at_s = now, .own = own } };
	struct reel *reel = reel_new(&plan, error);
	json_decref(own);
	if (reel)
		reel_keep_begin(reel);
	return reel;
}

/* `said`: where it is, or why it is not whole. */
static void end(struct reel *reel, struct error *said)
{
	struct error lost, unkept = { "" };
	char name[sizeof reel->name];
	snprintf(name, sizeof name, "%s", reel->name);
	unsigned long long kb = cast_bytes(reel->cast) / 1024 + 1;
	int kept = reel_keep_end(reel, &unkept);
	json_t *own = json_incref(reel->own);
	int whole = reel_free(reel, 0, &lost);
	if (origin_settle(name, own, &unkept))
		kept = -1;
	json_decref(own);
	if (whole)
		error_set(said, "%s", lost.text);
	else if (kept)
		error_set(said, _("Recorded: %s, %llu KB; but what `replay` would need is not kept: %s"), name, kb, unkept.text);
	else
		error_set(said, _("Recorded: %s, %llu KB. `asciinema play` shows it."), name, kb);
}

static void tell(const struct error *said)
{
	fprintf(stderr, "lunchrush: %s\n", said->text); /* the screen is gone */
}

struct reel *reel_held(void)
{
	struct reel *reel = held;
	held = NULL;
	if (reel) /* runs are numbered anew */
		reel->run = UINT32_MAX;
	if (reel)
		reel_keep_on(reel);
	return reel;
}

void reel_leave(struct app *app)
{
	struct error said;
	if (!app->reel || app->options->reel)
		return;
	reel_keep_note(app->reel, app);
	if (terminal_is_kept()) {
		held = app->reel;
		return;
	}
	end(app->reel, &said);
	tell(&said);
}

void reel_let_go(void)
{
	struct error said;
	if (!held || terminal_is_kept())
		return;
	end(held, &said);
	held = NULL;
	tell(&said);
}

void reel_toggle(struct app *app, int unused)
{
	struct error error;
	(void)unused;
	if (app->options->reel)
		return; /* the whole program is recorded already */
	if (!app->reel) {
		app->reel = begin(app, &error);
		if (app->reel)
			app_say(app, _("Recording into %s; R ends it."), app->reel->name);
		else
			app_say(app, "%s", error.text);
		return;
	}
	reel_keep_note(app->reel, app);
	end(app->reel, &error);
	app->reel = NULL;
	app_say(app, "%s", error.text);
}
