/* reel_tape.c - the tape in the person's place: line by line, each when it is due.
 *
 * A line is begun once what was before it is on the screen. A wait asks again with every frame. Conditions are asked of the moment that is shown, not of what the kitchen has done
 * already. */
#include "tui/reel_inner.h"

#include "lesson/condition.h"
#include "stage/next.h"
#include "trace/near.h"
#include "trace/text.h"
#include "tui/lesson_inner.h"

#include <stdio.h>
#include <string.h>

#define TYPED_NS 150000000u  /* between two signs */
#define KEY_NS 100000000u    /* after a key */
#define KEY_SHOWN_NS 1200000000u
#define STILL_NS 300000000u  /* nothing has moved for so long: it is settled */

/* ---- what is so ---- */

bool reel_run_over(const struct app *app)
{
	const struct watch *watch = &app->watch;
	if (app->sides)
		return sides_complete(app->sides);
	return watch->source && watch->loaded && !app->control.coming && watch->player.position == history_count(watch->history);
}

bool reel_settled(const struct reel *reel, const struct app *app)
{
	const struct player *player = &app->watch.player;
	if (reel->moving || reel_now_ns() - reel->still_ns < STILL_NS || reel_is_live(app) || app->control.go != GO_NOT)
		return false;
	return !app->watch.source || player->standing || player->position == history_count(app->watch.history);
}

static enum holds condition_now(struct app *app, const struct condition *condition)
{
	struct facts facts = { .virtual_time = !strcmp(app->watch.info.mode, "scheduled") };
	if (!app->watch.history)
		return HOLDS_UNKNOWN;
	bool end = reel_run_over(app) && app->watch.info.report;
	facts.report = end ? json_loads(app->watch.info.report, 0, NULL) : reel_report(app);
	facts.history = app->watch.player.position == history_count(app->watch.history) ? app->watch.history : NULL;
	facts.pace = (double)history_head(app->watch.history)->pace_millionths / 1e6;
	enum holds holds = condition_holds(condition, &facts);
	json_decref((json_t *)facts.report);
	return holds;
}

static bool at_step(const struct app *app, const char *name)
{
	const struct lecture *lecture;
	return reel_lesson(app, &lecture) && !lecture->finished && !reel_is_opening(app) && !strcmp(lecture_step(lecture)->name, name);
}

/* ---- doing ---- */

void reel_later(struct reel *reel, uint64_t ns)
{
	reel->due_ns = reel_now_ns() + ns;
}

void reel_caption(struct reel *reel, const char *words)
{
	snprintf(reel->caption, sizeof reel->caption, "%s", words);
	reel->by_tape = *words != '\0';
	if (*words)
		cast_mark(reel->cast, reel_time_ns(reel), words);
}

void reel_key(struct reel *reel, struct app *app, int key, const char *name)
{
	snprintf(reel->key, sizeof reel->key, "%.40s", name);
	reel->key_ns = reel_now_ns() + KEY_SHOWN_NS;
	reel->still_ns = reel_now_ns();
	app_key(app, &(struct input_key){ .key = key });
}

static int wrong(const struct reel *reel, const struct tape_line *line, struct error *error, const char *words)
{
	return error_set(error, "%s:%d: %s", *reel->tape->name ? reel->tape->name : "the usual tape", line->line, words);
}

/* While a line waits no key is pressed, and no other lesson begins: a step that is not there never comes. */
static int step_check(const struct reel *reel, const struct app *app, const struct tape_line *line, struct error *error)
{
	const char *names[LESSON_STEPS_MAX];
	char words[2 * TAPE_TEXT + 100];
	const struct lecture *lecture;
	const struct lesson *lesson = reel_lesson(app, &lecture);
	if (!lesson)
		return wrong(reel, line, error, "only a lesson has steps, and none is open there");
	if (lesson_step_named(lesson, line->text) >= 0)
		return 0;
	for (size_t i = 0; i < lesson->step_count; i++)
		names[i] = lesson->steps[i].name;
	const char *near = near_word(line->text, names, lesson->step_count);
	snprintf(words, sizeof words, near ? "the lesson has no step '%s'; is '%s' meant?" : "the lesson has no step '%s'; its first is '%s'", line->text, near ? near : names[0]);
	return wrong(reel, line, error, words);
}

/* The next sign; true when it was the last. */
static bool sign_type(struct reel *reel, struct app *app, const char *text)
{
	const char *at = text + reel->typed, *end = text + strlen(text), *from = at;
	char name[8] = "";
	if (at >= end)
		return true;
	uint32_t c = text_next(&at, end);
	memcpy(name, from, (size_t)(at - from));
	reel->typed += (size_t)(at - from);
	reel_key(reel, app, (int)c, name);
	reel_later(reel, TYPED_NS);
	return at >= end;
}

static bool wait_is_over(struct reel *reel, struct app *app, const struct tape_line *line)
{
	switch (line->what) {
	case TAPE_WAIT_SETTLED: return reel_settled(reel, app);
	case TAPE_WAIT_OVER: return reel_run_over(app);
	case TAPE_WAIT_STEP: return at_step(app, line->text);
	default: {
		enum holds holds = condition_now(app, line->condition);
		reel->unknown = holds == HOLDS_UNKNOWN;
		return holds == HOLDS;
	}
	}
}

static int wait_missed(const struct reel *reel, const struct tape_line *line, struct error *error)
{
	char words[TAPE_TEXT + 200];
	const char *what = line->what == TAPE_WAIT_SETTLED ? "settled" : line->what == TAPE_WAIT_OVER ? "over" : line->what == TAPE_WAIT_STEP ? line->text : condition_text(line->condition);
	bool unknown = line->what == TAPE_WAIT_UNTIL && reel->unknown;
	snprintf(words, sizeof words, "waited %.3g s for `%s%s`, and it was not %s; what was recorded until then is in the file", (double)line->ns * 1e-9,
		line->what == TAPE_WAIT_STEP ? "step " : "", what, unknown ? "known: nothing there has that name" : "so");
	return wrong(reel, line, error, words);
}

/* The line is done, and the next is begun no sooner than `ns` from now. */
static int line_done(struct reel *reel, uint64_t ns)
{
	reel->at++;
	reel->typed = 0;
	reel->since_ns = 0;
	reel->due_ns = 0;
	if (ns)
		reel_later(reel, ns);
	return 1;
}

static int line_do(struct reel *reel, struct app *app, const struct tape_line *line, struct error *error)
{
	bool first = reel->since_ns == 0;
	if (first)
		reel->since_ns = reel_now_ns();
	if (first && line->what == TAPE_WAIT_STEP && step_check(reel, app, line, error))
		return -1;
	switch (line->what) {
	case TAPE_KEY:
		reel_key(reel, app, line->key, line->text);
		return line_done(reel, KEY_NS);
	case TAPE_TYPE:
		return sign_type(reel, app, line->text) ? line_done(reel, TYPED_NS) : 1;
	case TAPE_PAUSE:
		if (first)
			reel_later(reel, line->ns);
		return first ? 0 : line_done(reel, 0);
	case TAPE_CAPTION:
		reel_caption(reel, line->text);
		return line_done(reel, 0);
	case TAPE_CHAPTER:
		cast_mark(reel->cast, reel_time_ns(reel), line->text);
		return line_done(reel, 0);
	case TAPE_WALK: {
		int walked = reel_walk(reel, app, error);
		return walked == 2 ? line_done(reel, 0) : walked;
	}
	default:
		if (wait_is_over(reel, app, line))
			return line_done(reel, 0);
		return reel_now_ns() - reel->since_ns > line->ns ? wait_missed(reel, line, error) : 0;
	}
}

int reel_press(struct reel *reel, struct app *app, struct error *error)
{
	if (reel->moving)
		reel->still_ns = reel_now_ns();
	if (reel->due_ns > reel_now_ns())
		return 0;
	if (reel->at >= reel->tape->count) {
		reel->over = true;
		return 0;
	}
	return line_do(reel, app, &reel->tape->lines[reel->at], error);
}
