/* present.c - the presentation's life and keys.
 *
 * A clicker sends PageDown and PageUp (some: Right and Left, or space), a full stop or `b` to blank, F5 and Esc at the ends of a talk: none of these may ever do harm. What belongs to
 * the run (its speed, its engine, the letters of its workers) goes on to where it always goes. */
#include "tui/present_inner.h"

#include "paper/key.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/help.h"
#include "tui/wheel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct present *present_new(const struct lesson *lesson, const char *step, lecture_find *find, bool address, struct error *error)
{
	struct present *present = calloc(1, sizeof *present);
	if (!present || !(present->progress = progress_in_memory()))
		abort();
	launch_init(&present->launch);
	present->lesson = lesson;
	present->find = find;
	present->address = address;
	present->spot = -1;
	present->opening = !step;
	if (lesson->step_count == 0 || lecture_begin(&present->lecture, lesson, present->progress, step, error)) {
		if (lesson->step_count == 0)
			error_set(error, _("the lesson has no steps"));
		present_free(present);
		return NULL;
	}
	present->lecture.side = LECTURE_PAGE;
	slide_read(&present->page, &present_step(present)->prose);
	present->shown = present_page_all(present) > 0;
	return present;
}

void present_free(struct present *present)
{
	if (!present)
		return;
	launch_release(&present->launch);
	progress_free(present->progress);
	free(present);
}

/* ---- orders from afar ---- */

static void ordered(void *data, const struct projector_order *order)
{
	struct app *app = data;
	struct present *present = app->front_data;
	switch (order->what) {
	case PROJECTOR_NEXT: present->blank ? (void)(present->blank = false) : present_next(app, present, false); break;
	case PROJECTOR_PREVIOUS: present_previous(app, present); break;
	case PROJECTOR_BLANK: present->blank = !present->blank; break;
	case PROJECTOR_VOTE: present_votes_take(app, present, order->votes); break;
	case PROJECTOR_DO_COUNT: break;
	}
	pulse_frame_now(app);
}

/* ---- the front ---- */

static int present_open(struct app *app, struct error *error)
{
	struct present *present = app->front_data;
	struct error why = { "" };
	(void)error;
	present->began_ns = uv_hrtime();
	if (present->address && !(present->projector = projector_new(&app->pulse.loop, ordered, app, &why)))
		app_say(app, "%s", why.text); /* the talk goes on without */
	return 0;
}

static void present_close(struct app *app)
{
	struct present *present = app->front_data;
	projector_free(present->projector);
	present->projector = NULL;
	thick_code_release(&present->code);
	step_log_release(&present->log);
	sides_free(present->sides);
	present->sides = NULL;
}

static void side_draw(struct app *app, struct present *present, uint64_t now_ns, bool *moving)
{
	struct canvas *canvas = &app->canvas;
	struct rect body = present_head_draw(canvas, present);
	if (present->opening || (present->lecture.side == LECTURE_PAGE && !present->lecture.finished && present->shown <= present->page.count))
		present_page_draw(canvas, body, present);
	else if (present->lecture.finished)
		present_end_draw(canvas, body, present);
	else if (present->lecture.side == LECTURE_PAGE)
		present_question_draw(canvas, body, present);
	else if (present->spot >= 0)
		*moving |= present_spot_draw(canvas, body, app, present, now_ns);
	else if (present->lecture.side == LECTURE_AFTER)
		present_after_draw(canvas, body, app, present);
	else if (present->sides)
		*moving |= present_sides_draw(canvas, body, present);
	else if (present->counting)
		present_count_draw(canvas, body, app, present);
	else
		*moving |= present_run_draw(canvas, body, app, present, now_ns);
}

static const struct help_page keys_page = {
	.title = N_("presenting"),
	.about = N_("A clicker is enough: next shows the next point, the question, the run, its steps, what follows. In a second terminal `lunchrush notes` shows the speaker's notes, and takes "
		"the same keys."),
	.keys = {
		{ "PgDn \2 \6", N_("next; space does the same") }, { "PgUp \1 \5", N_("previous") }, { ". b", N_("nothing on the screen; again: back (b where it is no worker's letter)") },
		{ "v 0-9", N_("a bet: count hands, of choices in their order: 14 9 3; of numbers: 4: 12 2: 5; Enter ends it") }, { "P", N_("a spotlight on one pane of the run; again: the next; Esc: off") },
		{ "a b", N_("where a person chooses: a worker's letter takes its step") }, { "space", N_("a run that goes on: pause, and on") },
		{ "[ ] - + < > r", N_("a run: its switches, the picture's speed, its pace, start it again") }, { "End", N_("where a person chooses: to the end of the run") },
		{ "T", N_("the next theme, until you leave; Ctrl-T where letters are workers'") }, { "?", N_("this list, Esc puts it away") }, { "q ^Q", N_("leave; only Ctrl and Q where letters are workers'") }, { NULL, NULL } },
};

static bool present_front_draw(struct app *app, uint64_t now_ns, bool *moving)
{
	struct present *present = app->front_data;
	struct canvas *canvas = &app->canvas;
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	if (app->over != OVER_NOTHING && app->over != OVER_SETTINGS && app->over != OVER_HELP)
		return false; /* all schedules, a branch, an editor: as they always are */
	if (present->blank) {
		canvas_fill(canvas, all, ' ', ROLE_BANNER, 0);
		return true;
	}
	side_draw(app, present, now_ns, moving);
	if (app->message[0] && (present->lecture.side != LECTURE_RUN || present->spot >= 0 || present->sides || present->counting || present->opening))
		canvas_text_cut(canvas, all, canvas->rows - 1, 4, canvas->cols - 8, ROLE_KEY, 0, app->message);
	if (present->keys)
		present->key_top = help_page_draw(canvas, &keys_page, present->key_top);
	return true;
}

static bool present_work(struct app *app)
{
	struct present *present = app->front_data;
	bool news = present_run_work(app, present);
	return present_tell(app, present) || news;
}

/* ---- keys ---- */

/* Letters are workers' now. */
static bool letters_taken(const struct app *app, const struct present *present)
{
	return app->control.on && present->lecture.side == LECTURE_RUN && present->running;
}

static bool is_next(int key)
{
	return key == KEYS_PAGE_DOWN || key == KEYS_RIGHT || key == KEYS_ENTER || key == ' ' || key == KEYS_DOWN;
}

static bool is_previous(int key)
{
	return key == KEYS_PAGE_UP || key == KEYS_LEFT || key == KEYS_BACKSPACE || key == KEYS_UP;
}

/* What the list of keys does with one; it takes all. */
static void keys_key(struct app *app, struct present *present, int key)
{
	if (key == KEYS_DOWN)
		present->key_top++;
	else if (key == KEYS_UP)
		present->key_top -= present->key_top > 0;
	else if (key == 'q' && !letters_taken(app, present))
		app_leave(app);
	else
		present->keys = false;
}

/* Keys of the talk itself; false: it is none. */
static bool talk_key(struct app *app, struct present *present, int key)
{
	bool blanks = key == '.' || (key == 'b' && !letters_taken(app, present));
	if (is_next(key))
		present_next(app, present, key == ' ');
	else if (is_previous(key))
		present_previous(app, present);
	else if (blanks)
		present->blank = true;
	else if (key == 'P')
		present_spot_next(app, present);
	else if (key == '?')
		present->keys = true, present->key_top = 0;
	else if (key == KEYS_ESCAPE && present->spot >= 0)
		present->spot = -1;
	else if (key == KEYS_ESCAPE || key == KEYS_F5 || key == KEYS_TAB || key == KEYS_BACK_TAB)
		; /* clickers send them; nothing here has a focus */
	else
		return false;
	return true;
}

/* On the run's side the rest is the run's. */
static bool rest_key(struct app *app, struct present *present, int key)
{
	if (key == 'q' && !letters_taken(app, present))
		app_leave(app);
	else if (present->lecture.side == LECTURE_RUN && present->running && !present->opening && !present->lecture.finished)
		return key == 'z' || key == 'm' || key == 'w' ? !letters_taken(app, present) : false;
	else if (key == 'v' || (key >= '0' && key <= '9'))
		present_votes_open(app, present, key);
	else if (key == KEYS_HOME && !present->opening && present->lecture.side != LECTURE_RUN)
		present->shown = present->lecture.side == LECTURE_PAGE ? present_page_all(present) > 0 : present_after_first(present);
	else if (key == 0x0c)
		screen_forget(&app->screen);
	return true;
}

static bool present_key(struct app *app, const struct input_key *pressed)
{
	struct present *present = app->front_data;
	int key = pressed->key;
	if (app->over != OVER_NOTHING || app->line.open)
		return false;
	if (key != KEYS_PAGE_DOWN && key != KEYS_RIGHT && key != KEYS_ENTER)
		present->leaving = false;
	if (key == KEYS_MOUSE)
		return true;
	if (present->blank) {
		present->blank = false; /* any key; the ones that blank do nothing else */
		if (key == '.' || key == 'b' || is_next(key) || is_previous(key) || key == KEYS_ESCAPE)
			return true;
	}
	if (present->keys)
		keys_key(app, present, key);
	else if (present->typing)
		present_votes_key(app, present, key);
	else if (!talk_key(app, present, key))
		return rest_key(app, present, key);
	return true;
}

/* A talk is not turned by it; its list of keys scrolls. */
static bool present_wheel(struct app *app, const struct input_key *turned)
{
	struct present *present = app->front_data;
	for (int i = 0; present->keys && i < WHEEL_ROWS; i++)
		keys_key(app, present, wheel_direction(turned) < 0 ? KEYS_UP : KEYS_DOWN);
	return app->over == OVER_NOTHING;
}

static void present_stopped(struct app *app, bool stopped)
{
	struct present *present = app->front_data;
	if (!present->sides)
		return;
	if (stopped)
		sides_suspend(present->sides);
	else
		sides_resume(present->sides);
}

const struct front present_front = {
	.name = "present",
	.open = present_open,
	.close = present_close,
	.draw = present_front_draw,
	.key = present_key,
	.wheel = present_wheel,
	.work = present_work,
	.stopped = present_stopped,
};
