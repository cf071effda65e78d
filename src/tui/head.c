/* head.c - on the left the title and what runs it, on the right the moment.
 *
 * Everything comes from the stage at the moment shown, except whether that moment is now. Where the line is too short, words
 * go in a fixed order (squeeze 0 to 7), never the state and the clock. */
#include "tui/head.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#define SQUEEZE_MOST 7

/* The words of the line, at one squeeze. */
struct words {
	char title[96], engine[128], mode[32];
	char state[64], where[80], served[64];
	enum role_of_cell role; /* of state */
};

/* `mended`: it is not the recipe itself that runs. */
static void title_write(struct words *words, const struct watch *watch, const char *name, bool mended)
{
	const char *title = watch->info.title[0] ? watch->info.title : watch->info.recipe[0] ? watch->info.recipe : name;
	snprintf(words->title, sizeof words->title, "%s%.79s", mended ? _("mended: ") : "", title);
}

static void pace_write(char *to, size_t size, uint64_t millionths)
{
	to[0] = '\0';
	if (millionths == 0)
		snprintf(to, size, _(" %s no pace"), glyph_text(GLYPH_DOT));
	else if (millionths != 1000000)
		snprintf(to, size, _(" %s pace %s%.3g"), glyph_text(GLYPH_DOT), glyph_text(GLYPH_TIMES), (double)millionths / 1e6);
}

static void engine_write(struct words *words, const struct watch *watch, const struct stage *stage, int squeeze)
{
	const char *dot = glyph_text(GLYPH_DOT);
	char pace[48], gil[48] = "";
	bool begun = stage->events && (stage->pace_millionths || stage->worker_made), gil_on = begun ? stage->gil : watch->info.gil;
	double interval_s = begun ? (double)stage->gil_interval_ns / 1e9 : watch->info.gil_interval_s;
	pace_write(pace, sizeof pace, begun ? stage->pace_millionths : (uint64_t)(watch->info.pace * 1e6 + 0.5));
	const char *engine = watch->info.engine[0] ? watch->info.engine : watch->launch ? watch->launch->engine : "";
	if (!strcmp(engine, "loop"))
		engine = _("event loop");
	else if (!strcmp(engine, "sequential") && squeeze < 2)
		engine = _("sequential: each task to its end");
	else if (!strcmp(engine, "processes") || !strcmp(engine, "instances") || !strncmp(engine, "sequential", 10))
		; /* each has an interpreter of its own, or nobody else wants it: there is no GIL to speak of */
	else if (*engine && gil_on && interval_s > 0 && squeeze < 2)
		snprintf(gil, sizeof gil, _(" %s GIL on, %.3g ms"), dot, interval_s * 1e3);
	else if (*engine && watch->info.engine[0] && squeeze < 7)
		snprintf(gil, sizeof gil, " %s %s", dot, !gil_on ? _("no GIL") : squeeze < 3 ? _("GIL on") : "GIL");
	snprintf(words->engine, sizeof words->engine, "%s%s%s", engine, gil, squeeze < 4 ? pace : "");
}

static void mode_write(struct words *words, const struct watch *watch, int squeeze)
{
	bool scheduled = !strcmp(watch->info.mode, "scheduled");
	if (!watch->info.mode[0])
		words->mode[0] = '\0';
	else if (scheduled && squeeze > 0 && squeeze < 7)
		snprintf(words->mode, sizeof words->mode, _("SCHEDULED, virtual")); /* the time beside it is not real: that is among the last to go */
	else if (squeeze < 1)
		snprintf(words->mode, sizeof words->mode, "%s", scheduled ? _("SCHEDULED, virtual time") : _("FREE, real time"));
	else
		snprintf(words->mode, sizeof words->mode, "%s", scheduled ? _("SCHEDULED") : _("FREE"));
}

/* The run is over and its last moment is shown: how it ended. */
static void ending_write(struct words *words, const struct watch *watch)
{
	enum watch_end end = watch_end(watch);
	bool good = end == WATCH_DONE;
	const char *what = end == WATCH_BROKEN ? _("broken off") : watch_outcome(watch) == OUTCOME_RUNNING ? _("the end") : _(outcome_name(watch_outcome(watch)));
	snprintf(words->state, sizeof words->state, "%s %s", glyph_text(good ? GLYPH_ENDED : GLYPH_DEAD), what);
	words->role = good ? ROLE_GOOD : ROLE_BAD;
}

static void speed_write(char *to, size_t size, int speed)
{
	if (speed < 0)
		snprintf(to, size, "%s1/%d", glyph_text(GLYPH_TIMES), 1 << -speed);
	else
		snprintf(to, size, "%s%d", glyph_text(GLYPH_TIMES), 1 << speed);
}

static void state_write(struct words *words, const struct watch *watch)
{
	const struct player *player = &watch->player;
	char speed[16], behind[32];
	speed_write(speed, sizeof speed, player->speed);
	words->role = ROLE_GOOD;
	if (watch_end(watch) == WATCH_STARTING) {
		snprintf(words->state, sizeof words->state, "%s", watch->launch ? _("starting") : _("loading"));
		words->role = ROLE_QUIET;
	} else if (watch->loaded && player->position == history_count(watch->history)) {
		ending_write(words, watch);
	} else if (player->standing) {
		snprintf(words->state, sizeof words->state, _(" PAUSED "));
		words->role = ROLE_BANNER;
	} else if (player->live && player_behind_ns(player) == 0) {
		snprintf(words->state, sizeof words->state, _("%s LIVE %s"), glyph_text(GLYPH_PLAY), speed);
	} else if (!watch->loaded) {
		pane_seconds((double)player_behind_ns(player) / 1e9, behind, sizeof behind);
		snprintf(words->state, sizeof words->state, _("%s %s behind, %s"), glyph_text(GLYPH_PLAY), behind, speed);
		words->role = ROLE_MARK;
	} else {
		snprintf(words->state, sizeof words->state, _("%s playing, %s"), glyph_text(GLYPH_PLAY), speed);
	}
}

/* A person chooses: at which step, of how many when one looks back, and who chooses now. */
static void step_write(struct words *words, const struct app *app)
{
	const struct control *control = &app->control;
	size_t at = step_log_at(&control->log, app->watch.player.position);
	if (control_at_end(app) && app->watch.loaded)
		return; /* how it ended */
	words->role = ROLE_GOOD;
	if (app->picture) {
		snprintf(words->state, sizeof words->state, _("step %zu of %zu"), at, control->log.count);
	} else if (!control_at_end(app)) {
		snprintf(words->state, sizeof words->state, _(" BACK at step %zu of %zu "), at, control->log.count);
		words->role = ROLE_BANNER;
	} else if (control->go != GO_NOT) {
		snprintf(words->state, sizeof words->state, _("%s %s, step %zu"), glyph_text(GLYPH_PLAY), control->policy, at);
	} else {
		snprintf(words->state, sizeof words->state, _("step %zu"), at);
	}
}

/* The clock: kitchen time at the moment shown, and of how much. */
static void where_write(struct words *words, struct watch *watch, const struct stage *stage, int squeeze)
{
	const struct player *player = &watch->player;
	char now[32], all[32];
	pane_seconds(stage_kitchen_s(stage, player->now_ns), now, sizeof now);
	pane_seconds(stage_kitchen_s(history_head(watch->history), player->live_ns), all, sizeof all);
	if (player->position < history_count(watch->history) && strcmp(now, all) && squeeze < 5)
		snprintf(words->where, sizeof words->where, _("%s of %s"), now, all);
	else
		snprintf(words->where, sizeof words->where, "%*s", squeeze ? 0 : 6, now); /* so that what stands before it does not move */
}

static int words_width(const struct words *words)
{
	int width = 2 + text_width(words->title) + 3 + text_width(words->state) + 3 + text_width(words->where);
	width += words->engine[0] ? 3 + text_width(words->engine) : 0;
	width += words->mode[0] ? 3 + text_width(words->mode) : 0;
	return width + (words->served[0] ? 3 + text_width(words->served) : 0);
}

/* What was lost, and what was tried again, only where there is such. */
static void served_write(struct words *words, const struct stage *stage)
{
	int length = snprintf(words->served, sizeof words->served, _("%u served"), stage->served);
	if (stage->lost)
		length += snprintf(words->served + length, sizeof words->served - (size_t)length, _(", %u lost"), stage->lost);
	if (stage->retried)
		snprintf(words->served + length, sizeof words->served - (size_t)length, _(", %u retried"), stage->retried);
}

static void words_write(struct words *words, struct app *app, const struct stage *stage, const char *name, int squeeze)
{
	struct watch *watch = &app->watch;
	*words = (struct words){ 0 };
	title_write(words, watch, name, app->beside.mend.mend.on);
	engine_write(words, watch, stage, squeeze);
	mode_write(words, watch, squeeze);
	state_write(words, watch);
	if (app->control.on)
		step_write(words, app);
	where_write(words, watch, stage, squeeze);
	if ((stage->arrived || stage->served) && squeeze < 6)
		served_write(words, stage);
}

static int right_draw(struct canvas *canvas, struct rect rect, const struct words *words)
{
	int width = text_width(words->state) + 3 + text_width(words->where) + (words->served[0] ? 3 + text_width(words->served) : 0);
	int start = rect.col + rect.cols - 1 - width;
	int col = canvas_text(canvas, rect, rect.row, start, words->role, 0, words->state) + 3;
	col = canvas_text(canvas, rect, rect.row, col, ROLE_TEXT, 0, words->where) + 3;
	canvas_text(canvas, rect, rect.row, col, ROLE_TEXT, 0, words->served);
	return start;
}

void head_draw(struct canvas *canvas, struct rect rect, struct app *app, const char *name)
{
	struct words words;
	const struct stage *stage = player_stage(&app->watch.player);
	int squeeze = 0;
	do
		words_write(&words, app, stage, name, squeeze);
	while (words_width(&words) > rect.cols && squeeze++ < SQUEEZE_MOST);
	int room = rect.cols - words_width(&words) + text_width(words.title);
	int right = right_draw(canvas, rect, &words);
	int col = canvas_text_cut(canvas, rect, rect.row, rect.col + 1, room, ROLE_TITLE, 0, words.title) + 3;
	col = canvas_text_cut(canvas, rect, rect.row, col, right - col - 3, ROLE_QUIET, 0, words.engine);
	if (words.mode[0] && col + 3 + text_width(words.mode) < right)
		canvas_text(canvas, rect, rect.row, col + 3, ROLE_QUIET, 0, words.mode);
}
