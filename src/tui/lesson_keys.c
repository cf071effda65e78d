/* lesson_keys.c - what keys do in a lesson.
 *
 * On a page all keys are its own. Beside a run they are function keys, which the run does not use, and, once the run is over and nothing lies over its panes, Enter, r and h. What is
 * typed into a field is a letter before it is a key. */
#include "tui/lesson_inner.h"

#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/help.h"

#include <stdio.h>
#include <string.h>

const struct help_page lesson_help = {
	.title = N_("a lesson"),
	.about = N_("Read the page, say what you expect, then see what really happens. Nothing can be broken: every answer is kept, and every step can be done again."),
	.keys = {
		{ "a b …", N_("the answer with that letter; in a field: letters and digits are typed") },
		{ "\6", N_("go on: to the run, to what came of it, to the next step; or open the link that was chosen") },
		{ "\5", N_("back: a letter of what is typed, else to the step before") },
		{ "Tab", N_("the next link; Enter opens it, Esc lets go") },
		{ "PgUp PgDn", N_("scroll the page; the arrows by a row, the wheel what it is over") },
		{ "\1 \2", N_("scroll the recipe beside the page") },
		{ "h", N_("a hint, one at a time; F6 does the same, everywhere") },
		{ "F1", N_("beside a run: the whole page; again: back to the run") },
		{ "F7 F8", N_("beside a run: back to the page, and on without waiting for its end") },
		{ "r", N_("when the run is over: try again") },
		{ "T", N_("the next theme; Ctrl-T does the same while you type") },
		{ "Esc q", N_("leave; where you are is kept") },
	},
};

const struct help_page lesson_help_beside = {
	.title = N_("beside a lesson's run"),
	.keys = {
		{ "F1", N_("the whole page of this step; again: back to the run") },
		{ "F6", N_("a hint, one at a time") },
		{ "F7", N_("back to the question") },
		{ "F8", N_("on, without waiting for the end of the run; then what came of it, and the next step") },
		{ "\6", N_("when the run is over: what came of it, and on from there; r tries again, h is a hint, Esc looks at the run") },
	},
};

/* ---- moving ---- */

static void say(struct lesson_screen *screen, const char *words)
{
	snprintf(screen->trouble.text, sizeof screen->trouble.text, "%s", words);
}

/* Take the answer that is typed; false when it is none. */
static bool answer(struct lesson_screen *screen)
{
	if (!screen->typed[0] || lecture_step(&screen->lecture)->ask == ASK_NOTHING)
		return true;
	return lecture_answer(&screen->lecture, screen->typed, &screen->trouble) == 0;
}

static void forward(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	bool page = screen->lecture.side == LECTURE_PAGE;
	if (page && !answer(screen))
		return;
	if (page && lecture_runs_next(&screen->lecture) && lesson_run_start(app))
		return;
	size_t at = screen->lecture.at;
	lecture_next(&screen->lecture);
	if (screen->lecture.finished || screen->lecture.at != at)
		lesson_run_end(app);
	lesson_turned(screen);
}

/* From a run or from what follows to the page, from a page to the one before. */
static void backward(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	bool page = screen->lecture.side == LECTURE_PAGE && !screen->lecture.finished;
	lesson_run_end(app);
	if (!lecture_back(&screen->lecture))
		return;
	while (!screen->lecture.finished && screen->lecture.side != LECTURE_PAGE && lecture_back(&screen->lecture))
		;
	if (!page)
		snprintf(screen->typed, sizeof screen->typed, "%s", "");
	lesson_turned(screen);
}

static void again(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	enum lesson_mode mode = lecture_step(&screen->lecture)->mode;
	if (mode != LESSON_LIVE && mode != LESSON_STEPPED)
		return;
	lecture_back(&screen->lecture);
	screen->judged = false;
	if (mode == LESSON_LIVE && !app->control.on)
		app_restart(app, _("Started again."));
	else if (lesson_run_start(app))
		lecture_back(&screen->lecture);
}

static void hint(struct lesson_screen *screen)
{
	if (!lecture_hint(&screen->lecture)) {
		say(screen, _("There are no more hints."));
		return;
	}
	screen->top = 1 << 20; /* hints stand at the end: the next frame knows where that is */
}

/* ---- keys of whatever is scrolled, and of links ---- */

static bool scroll_key(struct lesson_screen *screen, int key)
{
	int page = screen->room > 3 ? screen->room - 2 : 1;
	switch (key) {
	case KEYS_UP: screen->top--; break;
	case KEYS_DOWN: screen->top++; break;
	case KEYS_PAGE_UP: screen->top -= page; break;
	case KEYS_PAGE_DOWN: screen->top += page; break;
	case KEYS_HOME: screen->top = 0; break;
	case KEYS_END: screen->top = 1 << 20; break;
	default: return false;
	}
	screen->top = screen->top < 0 ? 0 : screen->top;
	return true;
}

static bool link_key(struct app *app, int key)
{
	struct lesson_screen *screen = lesson_of(app);
	char to[READER_LINK];
	if ((key == KEYS_TAB || key == KEYS_BACK_TAB) && screen->links) {
		int from = screen->link < 0 && key == KEYS_BACK_TAB ? 0 : screen->link;
		screen->link = (from + screen->links + (key == KEYS_TAB ? 1 : -1)) % screen->links;
		screen->seek = true;
		return true;
	}
	if (screen->link < 0 || (key != KEYS_ENTER && key != KEYS_ESCAPE))
		return false;
	snprintf(to, sizeof to, "%s", screen->link_to);
	screen->link = -1;
	if (key == KEYS_ENTER)
		lesson_follow(app, to);
	return true;
}

/* ---- the answer ---- */

/* A letter of the answer; false: it is none. */
static bool answer_key(struct lesson_screen *screen, int key)
{
	const struct lesson_step *step = lecture_step(&screen->lecture);
	size_t length = strlen(screen->typed);
	bool digit = (key >= '0' && key <= '9') || key == '.' || key == '-' || key == ',', letter = (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z') || key == '@';
	if (step->ask == ASK_NOTHING || screen->over || lesson_shows(screen) != SHOWS_PAGE)
		return false;
	if (key == KEYS_BACKSPACE && length) {
		screen->typed[step->ask == ASK_CHOICE ? 0 : length - 1] = '\0';
		return true;
	}
	if (step->ask == ASK_CHOICE) {
		for (int i = 0; i < step->choice_count; i++)
			if (key == step->choices[i].letter || key == step->choices[i].letter - 'a' + 'A')
				return snprintf(screen->typed, sizeof screen->typed, "%c", step->choices[i].letter), true;
		return false;
	}
	if (step->ask == ASK_NUMBER ? !digit : !(digit || letter || (key == ' ' && length)))
		return false;
	if (step->ask == ASK_WORKER)
		length = 0;
	if (length + 2 < sizeof screen->typed && length < 40) {
		screen->typed[length] = (char)(letter && key >= 'a' ? key - 'a' + 'A' : key);
		screen->typed[length + 1] = '\0';
	}
	return true;
}

bool lesson_types(const struct app *app)
{
	const struct lesson_screen *screen = app->front_data;
	const struct lesson_step *step = lecture_step(&screen->lecture);
	if (screen->reads)
		return reader_types(screen->reader);
	if (lesson_shows(screen) != SHOWS_PAGE || screen->over || screen->help)
		return false;
	for (int i = 0; step->ask == ASK_CHOICE && i < step->choice_count; i++)
		if (step->choices[i].letter == 't')
			return true;
	return step->ask != ASK_CHOICE && step->ask != ASK_NUMBER && step->ask != ASK_NOTHING;
}

/* ---- pages ---- */

static void page_key(struct app *app, int key)
{
	struct lesson_screen *screen = lesson_of(app);
	if (answer_key(screen, key) || link_key(app, key) || scroll_key(screen, key))
		return;
	switch (key) {
	case KEYS_ENTER:
		if (!screen->over)
			forward(app);
		screen->over = false;
		break;
	case ' ':
		screen->top += screen->room > 3 ? screen->room - 2 : 1;
		break;
	case KEYS_F1:
	case KEYS_ESCAPE:
		if (!screen->over && key == KEYS_ESCAPE)
			app_leave(app);
		screen->over = false;
		break;
	case KEYS_LEFT: lesson_code_scroll(&screen->code, -1); break;
	case KEYS_RIGHT: lesson_code_scroll(&screen->code, 1); break;
	case KEYS_F8: forward(app); break;
	case KEYS_BACKSPACE:
	case KEYS_F7: backward(app); break;
	case 'h':
	case KEYS_F6: hint(screen); break;
	case '?': screen->help = true; screen->help_top = 0; break;
	case 0x0c: screen_forget(&app->screen); break;
	case 'q': app_leave(app); break;
	default: break;
	}
}

static void help_key(struct lesson_screen *screen, int key)
{
	switch (key) {
	case KEYS_UP: screen->help_top -= screen->help_top > 0; break;
	case KEYS_DOWN: screen->help_top++; break;
	default: screen->help = false;
	}
}

/* ---- beside a run ---- */

/* Keys that are the lesson's whatever runs. */
static bool function_key(struct app *app, int key)
{
	struct lesson_screen *screen = lesson_of(app);
	switch (key) {
	case KEYS_F1:
		screen->over = true;
		screen->top = 0;
		screen->link = -1;
		return true;
	case KEYS_F6:
		hint(screen);
		screen->folded = false;
		screen->hinting = true;
		return true;
	case KEYS_F7: backward(app); return true;
	case KEYS_F8:
		if (lesson_is_folded_away(app))
			screen->folded = false;
		else
			forward(app);
		return true;
	default: return false;
	}
}

static bool after_key(struct app *app, int key)
{
	struct lesson_screen *screen = lesson_of(app);
	bool fresh = !screen->folded, card = app->canvas.cols < LESSON_COLUMN_FROM;
	if (!lesson_has_keys(app) && !(key == KEYS_ENTER && lesson_has_enter(app)))
		return false;
	if (fresh && (link_key(app, key) || scroll_key(screen, key)))
		return true;
	switch (key) {
	case KEYS_ENTER:
		if (card && !fresh)
			screen->folded = false;
		else
			forward(app);
		return true;
	case 'r': again(app); return true;
	case 'h': hint(screen); return true;
	case KEYS_ESCAPE: screen->folded = true; return fresh;
	default: return false;
	}
}

static void read_key(struct app *app, const struct input_key *key)
{
	struct lesson_screen *screen = lesson_of(app);
	char leads[READER_LINK] = "";
	enum reader_wish wish = reader_key(screen->reader, key, leads);
	screen->reads &= wish == READER_STAY;
	if (wish == READER_LEADS)
		lesson_follow(app, leads);
}

bool lesson_key(struct app *app, const struct input_key *key)
{
	struct lesson_screen *screen = lesson_of(app);
	char leads[READER_LINK];
	enum lesson_shows shows = lesson_shows(screen);
	screen->trouble.text[0] = '\0';
	if (word_card_is_open(screen->words)) {
		word_card_key(screen->words, key, leads);
		if (*leads)
			lesson_follow(app, leads);
		return true;
	}
	if (screen->reads) {
		read_key(app, key);
		return true;
	}
	if (screen->help) {
		help_key(screen, key->key);
		return true;
	}
	if (key->key == KEYS_MOUSE) {
		struct input_key meant = { .key = hints_hit(&screen->places, key->row, key->col) };
		return meant.key ? lesson_key(app, &meant) : shows != SHOWS_RUN && shows != SHOWS_AFTER; /* else it is for a pane of the run */
	}
	if (shows == SHOWS_RUN || shows == SHOWS_AFTER) {
		bool hinted = screen->hinting;
		screen->hinting = false; /* any other key puts them away */
		if (hinted && (key->key == KEYS_ESCAPE || key->key == KEYS_ENTER))
			return true;
		bool used = function_key(app, key->key) || (shows == SHOWS_AFTER && after_key(app, key->key));
		screen->walked |= !used && key->key == KEYS_END; /* one does not want to walk */
		screen->folded |= !used && shows == SHOWS_AFTER; /* one wants something of the run: the card makes room */
		return used;
	}
	if (shows != SHOWS_END || !lesson_end_key(app, key->key))
		page_key(app, key->key);
	return true;
}
