/* notes.c - see notes.h.
 *
 * The connection is polled in the program's loop; a timer tries it again where it is lost, and moves the clock. The handle of a poll is made anew for each connection, and freed once
 * the loop has let go of it. */
#include "tui/notes.h"

#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/app.h"
#include "tui/glyph.h"
#include "tui/help.h"
#include "tui/notes_link.h"
#include "tui/wheel.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TICK_MS 500

struct notes {
	struct notes_link link;
	struct app *app;
	uv_poll_t *poll;       /* of the link; NULL none */
	uv_timer_t tick;
	bool typing, keys;
	int key_top, top;      /* first line of the list of keys, and of the notes */
	char line[96];         /* votes, while they are typed */
	char step[40];         /* whose notes were scrolled */
};

struct notes *notes_new(void)
{
	struct notes *notes = calloc(1, sizeof *notes);
	if (!notes)
		abort();
	notes_link_init(&notes->link);
	return notes;
}

void notes_free(struct notes *notes)
{
	if (notes)
		notes_link_release(&notes->link);
	free(notes);
}

/* ---- the wire ---- */

static void poll_freed(uv_handle_t *handle)
{
	free(handle);
}

static void unpoll(struct notes *notes)
{
	if (!notes->poll)
		return;
	uv_poll_stop(notes->poll);
	uv_close((uv_handle_t *)notes->poll, poll_freed);
	notes->poll = NULL;
}

static void on_link(uv_poll_t *poll, int status, int events);

static void connect_again(struct notes *notes)
{
	if (notes->link.fd >= 0 || !notes_link_try(&notes->link))
		return;
	notes->poll = calloc(1, sizeof *notes->poll);
	if (!notes->poll || uv_poll_init(&notes->app->pulse.loop, notes->poll, notes->link.fd))
		abort(); /* a socket of ours that cannot be polled: out of memory or descriptors */
	notes->poll->data = notes;
	uv_poll_start(notes->poll, UV_READABLE | UV_DISCONNECT, on_link);
}

static void on_link(uv_poll_t *poll, int status, int events)
{
	struct notes *notes = poll->data;
	(void)status;
	(void)events;
	if (notes_link_take(&notes->link))
		pulse_frame_soon(notes->app);
	if (notes->link.fd < 0)
		unpoll(notes); /* the descriptor is closed already: nothing of it is read any more */
	if (strcmp(notes->step, notes->link.now.step)) {
		snprintf(notes->step, sizeof notes->step, "%s", notes->link.now.step);
		notes->top = 0;
	}
}

static void on_tick(uv_timer_t *timer)
{
	struct notes *notes = timer->data;
	connect_again(notes);
	pulse_frame_soon(notes->app);
}

static int notes_open(struct app *app, struct error *error)
{
	struct notes *notes = app->front_data;
	(void)error;
	notes->app = app;
	uv_timer_init(&app->pulse.loop, &notes->tick);
	notes->tick.data = notes;
	uv_timer_start(&notes->tick, on_tick, TICK_MS, TICK_MS);
	connect_again(notes);
	return 0;
}

static void notes_close(struct app *app)
{
	struct notes *notes = app->front_data;
	unpoll(notes);
	uv_timer_stop(&notes->tick);
}

/* ---- drawing ---- */

static int lines_draw(struct canvas *canvas, struct rect rect, int top, enum role_of_cell role, int attr, const char *text)
{
	char line[1024];
	int row = rect.row - top;
	for (; (text = wrap_line(text, rect.cols, line, sizeof line)); row++)
		if (row >= rect.row)
			canvas_text(canvas, rect, row, rect.col, role, attr, line);
	return row;
}

static void rule_draw(struct canvas *canvas, int row, int from, int to, const char *title)
{
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	for (int col = from; col < to; col++)
		canvas_put(canvas, all, row, col, glyph(GLYPH_H), ROLE_RULE, 0);
	canvas_print(canvas, all, row, from + 1, ROLE_TITLE, 0, " %s ", title);
}

/* "12:34" of minutes and seconds. */
static void clock_write(char *to, size_t size, int64_t seconds)
{
	snprintf(to, size, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

static void head_line_draw(struct canvas *canvas, const struct projector_word *now)
{
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	char wall[16], since[24], left[64] = "";
	time_t is = time(NULL);
	struct tm local;
	localtime_r(&is, &local);
	strftime(wall, sizeof wall, "%H:%M:%S", &local);
	int64_t elapsed = (int64_t)is - now->began > 0 ? (int64_t)is - now->began : 0, over = elapsed - 60 * (int64_t)now->minutes;
	clock_write(since, sizeof since, elapsed);
	if (now->minutes && over <= 0)
		snprintf(left, sizeof left, _("   %d min left of %d"), (int)(-over + 59) / 60, now->minutes);
	else if (now->minutes)
		snprintf(left, sizeof left, _("   %d min over %d"), (int)over / 60, now->minutes);
	char clock[160];
	snprintf(clock, sizeof clock, _("%s   since the start %s%s"), wall, since, left);
	int col = canvas->cols - 2 - text_width(clock);
	canvas_text(canvas, all, 0, col, now->minutes && over > 0 ? ROLE_BAD : ROLE_TEXT, ATTR_BOLD, clock);
	canvas_text_cut(canvas, all, 0, 2, col - 4, ROLE_TITLE, ATTR_BOLD, now->title);
}

static const char *side_words(const struct projector_word *now)
{
	static const struct { const char *name, *words; } sides[] = { { "title", N_("the title") }, { "page", N_("its page") }, { "question", N_("the question") },
		{ "run", N_("its run") }, { "after", N_("what follows") }, { "end", N_("the end") } };
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		if (!strcmp(sides[i].name, now->side))
			return _(sides[i].words);
	return now->side;
}

static void step_line_draw(struct canvas *canvas, const struct projector_word *now)
{
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	int col = 2;
	if (now->number)
		col = canvas_print(canvas, all, 1, col, ROLE_QUIET, 0, _("step %d of %d: %s, %s"), now->number, now->steps, now->step, side_words(now));
	else
		col = canvas_text(canvas, all, 1, col, ROLE_QUIET, 0, side_words(now));
	if (now->blank)
		canvas_print(canvas, all, 1, col + 3, ROLE_BANNER, 0, " %s ", _("blank"));
}

/* At the left (or on top) the notes, at the right what is shown, and under both what comes. */
static void now_draw(struct canvas *canvas, struct notes *notes)
{
	const struct projector_word *now = &notes->link.now;
	bool wide = canvas->cols >= 110;
	int middle = wide ? canvas->cols * 3 / 5 : canvas->cols, foot = canvas->rows - 6;
	int split = wide ? foot : 3 + (foot - 3) * 3 / 5;
	head_line_draw(canvas, now);
	step_line_draw(canvas, now);
	rule_draw(canvas, 2, 1, wide ? middle - 2 : canvas->cols - 1, _("notes"));
	struct rect left = { 3, 2, split - 3, (wide ? middle - 4 : canvas->cols - 4) > 96 ? 96 : (wide ? middle - 4 : canvas->cols - 4) };
	int end = lines_draw(canvas, left, notes->top, ROLE_TEXT, 0, now->notes[0] ? now->notes : _("There are no notes for this step."));
	if (end > split)
		canvas_put(canvas, (struct rect){ 0, 0, canvas->rows, canvas->cols }, split - 1, left.col + left.cols, glyph(GLYPH_ARROW_DOWN), ROLE_MARK, 0);
	int top = wide ? 2 : split, from = wide ? middle : 1;
	rule_draw(canvas, top, from, canvas->cols - 1, _("on the screen"));
	struct rect right = { top + 1, from + 1, foot - top - 1, canvas->cols - from - 3 };
	lines_draw(canvas, right, 0, ROLE_TEXT, 0, now->shown);
	rule_draw(canvas, foot, 1, canvas->cols - 1, _("next"));
	lines_draw(canvas, (struct rect){ foot + 1, 2, 2, canvas->cols - 4 }, 0, ROLE_TITLE, 0, now->coming);
}

static void foot_line_draw(struct canvas *canvas, const struct notes *notes)
{
	const struct projector_word *now = &notes->link.now;
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	int row = canvas->rows - 1;
	if (now->votes[0])
		canvas_print(canvas, all, row - 2, 2, ROLE_TEXT, 0, _("votes  %s"), now->votes);
	if (notes->typing) {
		int col = canvas_print(canvas, all, row - 1, 2, ROLE_KEY, ATTR_BOLD, "%s  %s", _("hands:"), notes->line);
		canvas_put(canvas, all, row - 1, col, glyph(GLYPH_MARK), ROLE_KEY, 0);
	}
	canvas_text_cut(canvas, all, row, 2, canvas->cols - 4, ROLE_QUIET, 0, canvas->cols < 110 ? _("space next   PgUp previous   . blank   v votes   ? keys   q leave")
		: _("space next   PgUp previous   . blank   v votes   up and down: notes   ? keys   q leave (the talk goes on)"));
}

static void nothing_draw(struct canvas *canvas, const struct notes *notes)
{
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	int row = canvas->rows / 3;
	canvas_text_cut(canvas, all, row, 4, canvas->cols - 8, ROLE_TITLE, ATTR_BOLD,
		notes->link.was ? _("The presentation is over.") : _("No lesson is being presented on this machine."));
	lines_draw(canvas, (struct rect){ row + 2, 4, 4, canvas->cols - 8 }, 0, ROLE_TEXT, 0,
		_("`lunchrush present LESSON` in another terminal begins one. This screen follows as soon as it is there."));
	canvas_text(canvas, all, canvas->rows - 1, 2, ROLE_QUIET, 0, _("q leave"));
}

static const struct help_page keys_page = {
	.title = N_("notes"),
	.about = N_("The speaker's notes of the lesson that is presented in another terminal, and what is on its screen. The keys are the same as there."),
	.keys = { { "PgDn \2 \6", N_("next; space does the same") }, { "PgUp \1 \5", N_("previous") }, { ". b", N_("nothing on the other screen; again: back") },
		{ "v 0-9", N_("a bet: count hands, of choices in their order: 14 9 3; of numbers: 4: 12 2: 5; Enter ends it") }, { "\3 \4", N_("the notes up and down") },
		{ "T", N_("the next theme") }, { "q Esc", N_("leave; the presentation goes on") }, { NULL, NULL } },
};

static bool notes_draw(struct app *app, uint64_t now_ns, bool *moving)
{
	struct notes *notes = app->front_data;
	(void)now_ns;
	(void)moving;
	if (notes->link.told) {
		now_draw(&app->canvas, notes);
		foot_line_draw(&app->canvas, notes);
	} else {
		nothing_draw(&app->canvas, notes);
	}
	if (notes->keys)
		notes->key_top = help_page_draw(&app->canvas, &keys_page, notes->key_top);
	return true;
}

/* ---- keys ---- */

static void typed(struct notes *notes, int key)
{
	size_t length = strlen(notes->line);
	if (key == KEYS_ESCAPE || key == KEYS_ENTER || key == KEYS_PAGE_DOWN) {
		notes->typing = false;
		return;
	}
	if (key == KEYS_BACKSPACE && length)
		notes->line[length - 1] = '\0';
	else if (key >= ' ' && key < 127 && length + 1 < sizeof notes->line)
		snprintf(notes->line + length, sizeof notes->line - length, "%c", (char)key);
	notes_link_ask(&notes->link, PROJECTOR_VOTE, notes->line);
}

static void type_begin(struct notes *notes, int key)
{
	notes->typing = notes->link.told && notes->link.now.can_vote;
	if (!notes->typing) {
		app_say(notes->app, "%s", _("There is no bet here."));
		return;
	}
	snprintf(notes->line, sizeof notes->line, "%.95s", key == 'v' ? notes->link.now.votes : "");
	if (key != 'v')
		typed(notes, key);
}

static void pressed(struct app *app, struct notes *notes, int key)
{
	switch (key) {
	case ' ': case KEYS_PAGE_DOWN: case KEYS_RIGHT: case KEYS_ENTER: notes_link_ask(&notes->link, PROJECTOR_NEXT, NULL); break;
	case KEYS_PAGE_UP: case KEYS_LEFT: case KEYS_BACKSPACE: notes_link_ask(&notes->link, PROJECTOR_PREVIOUS, NULL); break;
	case '.': case 'b': notes_link_ask(&notes->link, PROJECTOR_BLANK, NULL); break;
	case KEYS_DOWN: notes->top++; break;
	case KEYS_UP: notes->top -= notes->top > 0; break;
	case KEYS_HOME: notes->top = 0; break;
	case '?': notes->keys = true; notes->key_top = 0; break;
	case 'q': case KEYS_ESCAPE: app_leave(app); break;
	case 0x0c: screen_forget(&app->screen); break;
	default:
		if (key == 'v' || (key >= '0' && key <= '9'))
			type_begin(notes, key);
	}
}

static bool notes_key(struct app *app, const struct input_key *key)
{
	struct notes *notes = app->front_data;
	if (notes->keys)
		notes->keys = key->key == KEYS_UP || key->key == KEYS_DOWN ? (notes->key_top += key->key == KEYS_DOWN ? 1 : -1, true) : false;
	else if (notes->typing)
		typed(notes, key->key);
	else
		pressed(app, notes, key->key);
	if (notes->key_top < 0)
		notes->key_top = 0;
	return true;
}

static bool notes_wheel(struct app *app, const struct input_key *turned)
{
	const struct notes *notes = app->front_data;
	for (int i = 0; !notes->typing && i < WHEEL_ROWS; i++)
		notes_key(app, &(struct input_key){ .key = wheel_direction(turned) < 0 ? KEYS_UP : KEYS_DOWN });
	return true;
}

const struct front notes_front = {
	.name = "notes",
	.open = notes_open,
	.close = notes_close,
	.draw = notes_draw,
	.key = notes_key,
	.wheel = notes_wheel,
};
