/* menu_home.c - the first screen: the lesson to go on with, lessons by chapter, and what there is beside them.
 *
 * The first row stands for the lesson suggested next, which has its row under its chapter as well; its link is "next:NAME", so that coming back one stands on what is suggested then. */
#include "tui/menu_inner.h"

#include "trace/tongue.h"
#include "trace/text.h"
#include "paper/key.h"
#include "tui/pen.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define NEXT "next:"

/* What there is beside the lessons; the key does the same from anywhere in the list. */
static const struct {
	const char *link, *title, *about;
	int key;
} places[] = {
	{ "menu:kitchens", N_("Kitchens, to run as you like"), N_("Every recipe by itself: run it on the screen, take each step yourself, count all its schedules, edit it."), 'k' },
	{ "menu:compare", N_("Compare the engines"), N_("The same kitchen one after another, on threads, on an event loop and on processes, side by side by one clock."), 'm' },
	{ "menu:chooser", N_("Which kind of tasks fits?"), N_("A few questions about your own program. They end at a kitchen to run and a lesson to take."), 'c' },
	{ "page:words", N_("Words"), N_("What blocking is, a race condition, a semaphore: short entries with links to each other and to the lessons that show them."), 'w' },
	{ "page:comparison", N_("Four ways in one table"), N_("Threads, event loop, processes and cloud instances beside each other, with figures measured on this machine."), 't' },
	{ "page:human-time", N_("Human time"), N_("From a nanosecond to ten seconds: what this machine does while a person blinks."), 'h' },
	{ "menu:measure", N_("Measure this machine"), N_("What a switch, a start, a parcel cost here. It takes about 20 seconds, and the figures go into the table."), 0 },
	{ "menu:settings", N_("Settings"), N_("Theme, motion, signs, language."), 's' },
};
#define PLACES (sizeof places / sizeof places[0])

/* ---- rows ---- */

static void state_put(const struct menu *menu, const struct shelf_lesson *lesson, struct menu_row *row)
{
	const char *name = lesson->card.name;
	int done = (int)progress_steps_done(menu->world.progress, name), steps = lesson->card.steps;
	row->sign = GLYPH_WAITING;
	row->role = ROLE_QUIET;
	if (lesson->wrong[0]) {
		row->sign = GLYPH_DEAD;
		row->role = ROLE_BAD;
		snprintf(row->state, sizeof row->state, "%s", _("cannot be read"));
	} else if (progress_of(menu->world.progress, name) == PROGRESS_DONE) {
		row->sign = GLYPH_ENDED;
		row->role = ROLE_GOOD;
		if (done < steps)
			snprintf(row->state, sizeof row->state, _("seen, %d of %d"), done, steps); /* gone to its end, as its last page says: not all of it was done */
		else
			snprintf(row->state, sizeof row->state, "%s", _("done"));
	} else if (progress_of(menu->world.progress, name) == PROGRESS_BEGUN) {
		row->sign = GLYPH_READY;
		row->role = ROLE_READY;
		snprintf(row->state, sizeof row->state, _("step %d of %d"), done < steps ? done + 1 : steps, steps);
	} else {
		snprintf(row->state, sizeof row->state, "%s", _("new"));
	}
	if (lesson->card.minutes > 0)
		snprintf(row->length, sizeof row->length, _("%d min"), lesson->card.minutes);
}

static void next_add(struct menu *menu)
{
	const struct shelf_lesson *next = shelf_next(menu->world.shelf, menu->world.progress);
	if (!next)
		return;
	struct menu_row *row = menu_list_add(&menu->home);
	bool begun = progress_last(menu->world.progress) != NULL;
	state_put(menu, next, row);
	row->marked = true;
	row->sign = GLYPH_COUNT;
	row->role = ROLE_MARK;
	snprintf(row->title, sizeof row->title, begun ? _("Go on: %s") : _("Begin here: %s"), next->card.title);
	snprintf(row->link, sizeof row->link, NEXT "%s", next->card.name);
}

static void lesson_add(struct menu *menu, const struct shelf_lesson *lesson)
{
	struct menu_row *row = menu_list_add(&menu->home);
	state_put(menu, lesson, row);
	snprintf(row->title, sizeof row->title, "%s", lesson->card.title[0] ? lesson->card.title : lesson->card.name);
	snprintf(row->link, sizeof row->link, "lesson:%s", lesson->card.name);
	row->sought[0] = lesson->card.name;
	row->sought[1] = lesson->card.summary;
	row->sought[2] = lesson->card.chapter;
}

/* A chapter's heading, with how much of it is done: of the lessons from `first` on. */
static void chapter_add(struct menu *menu, size_t first)
{
	const struct shelf *shelf = menu->world.shelf;
	const char *chapter = shelf->lessons[first].card.chapter;
	struct menu_row *row = menu_list_add(&menu->home);
	int done = 0, all = 0;
	for (size_t i = first; i < shelf->count && !strcmp(shelf->lessons[i].card.chapter, chapter); i++, all++)
		done += progress_of(menu->world.progress, shelf->lessons[i].card.name) == PROGRESS_DONE;
	row->heading = true;
	snprintf(row->title, sizeof row->title, "%s", chapter[0] ? chapter : _("More lessons"));
	if (done)
		snprintf(row->state, sizeof row->state, _("%d of %d done"), done, all);
}

static void places_add(struct menu *menu)
{
	struct menu_row *row = menu_list_add(&menu->home);
	row->heading = true;
	snprintf(row->title, sizeof row->title, "%s", _("Beside the lessons"));
	for (size_t i = 0; i < PLACES; i++) {
		row = menu_list_add(&menu->home);
		row->sign = GLYPH_DOT;
		row->role = ROLE_QUIET;
		snprintf(row->title, sizeof row->title, "%s", _(places[i].title));
		snprintf(row->link, sizeof row->link, "%s", places[i].link);
		row->sought[0] = _(places[i].about);
	}
}

void menu_home_make(struct menu *menu)
{
	const struct shelf *shelf = menu->world.shelf;
	const struct menu_row *chosen = menu_list_chosen(&menu->home);
	char link[96] = "";
	bool next = !chosen || !strncmp(chosen->link, NEXT, strlen(NEXT));
	if (chosen && !next)
		snprintf(link, sizeof link, "%s", chosen->link);
	menu_list_clear(&menu->home);
	next_add(menu);
	for (size_t i = 0; i < shelf->count; i++) {
		if (!i || strcmp(shelf->lessons[i].card.chapter, shelf->lessons[i - 1].card.chapter))
			chapter_add(menu, i);
		lesson_add(menu, &shelf->lessons[i]);
	}
	places_add(menu);
	if (next)
		menu->home.chosen = -1;
	menu_list_settle(&menu->home, next ? NULL : link);
}

/* ---- what the chosen row is about ---- */

static const struct shelf_lesson *lesson_of(const struct menu *menu, const struct menu_row *row)
{
	if (!strncmp(row->link, NEXT, strlen(NEXT)))
		return shelf_named(menu->world.shelf, row->link + strlen(NEXT));
	return strncmp(row->link, "lesson:", 7) ? NULL : shelf_named(menu->world.shelf, row->link + 7);
}

static void needs_draw(const struct menu *menu, struct pen *pen, const struct lesson_card *card)
{
	if (!card->need_count)
		return;
	pen_text(pen, ROLE_QUIET, 0, _("Before it: "));
	for (int i = 0; i < card->need_count; i++) {
		const struct shelf_lesson *need = shelf_named(menu->world.shelf, card->needs[i]);
		bool done = progress_of(menu->world.progress, card->needs[i]) == PROGRESS_DONE;
		pen_text(pen, ROLE_QUIET, 0, i ? ", " : "");
		pen_sign(pen, glyph(done ? GLYPH_ENDED : GLYPH_WAITING), done ? ROLE_GOOD : ROLE_QUIET, 0);
		pen_print(pen, ROLE_TEXT, 0, " %s", need ? need->card.title : card->needs[i]);
	}
	pen_at(pen, pen->row + 1, 0);
}

static void facts_draw(const struct menu *menu, struct pen *pen, const struct shelf_lesson *lesson)
{
	struct menu_row row = { .sign = GLYPH_COUNT };
	state_put(menu, lesson, &row);
	pen_sign(pen, glyph(row.sign), row.role, 0);
	pen_print(pen, row.role, 0, " %s", row.state);
	if (lesson->card.steps)
		pen_print(pen, ROLE_QUIET, 0, ngettext("   %d step", "   %d steps", (unsigned long)lesson->card.steps), lesson->card.steps);
	if (lesson->card.minutes)
		pen_print(pen, ROLE_QUIET, 0, _("   about %d minutes"), lesson->card.minutes);
	pen_at(pen, pen->row + 1, 0);
}

static void lesson_draw(const struct menu *menu, struct pen *pen, const struct shelf_lesson *lesson, bool beside)
{
	pen_rest(pen, ROLE_TITLE, ATTR_BOLD, lesson->card.title[0] ? lesson->card.title : lesson->card.name);
	pen_at(pen, pen->row + 1, 0);
	if (beside) {
		facts_draw(menu, pen, lesson);
		pen_at(pen, pen->row + 1, 0);
	}
	if (lesson->wrong[0])
		pen_wrap(pen, pen->rect.cols, ROLE_BAD, 0, lesson->wrong);
	else
		pen_wrap(pen, pen->rect.cols, ROLE_TEXT, 0, lesson->card.summary);
	if (beside)
		pen_at(pen, pen->row + 1, 0);
	needs_draw(menu, pen, &lesson->card);
}

static void card_draw(const struct menu *menu, struct canvas *canvas, const struct menu_frame *frame)
{
	const struct menu_row *row = menu_list_chosen(&menu->home);
	struct pen pen = { .canvas = canvas, .rect = frame->card };
	if (!row) {
		pen_wrap(&pen, pen.rect.cols, ROLE_QUIET, 0, _("Nothing is called or about that. Backspace takes letters back, Esc leaves the search."));
		return;
	}
	const struct shelf_lesson *lesson = lesson_of(menu, row);
	if (lesson) {
		lesson_draw(menu, &pen, lesson, frame->beside);
		return;
	}
	pen_rest(&pen, ROLE_TITLE, ATTR_BOLD, row->title);
	pen_at(&pen, frame->beside ? 2 : 1, 0);
	for (size_t i = 0; i < PLACES; i++)
		if (!strcmp(places[i].link, row->link))
			pen_wrap(&pen, pen.rect.cols, ROLE_TEXT, 0, _(places[i].about));
}

/* ---- drawing ---- */

/* How much is done of all, at the right of the first row. */
static void total_draw(const struct menu *menu, struct canvas *canvas, struct rect rect)
{
	const struct shelf *shelf = menu->world.shelf;
	char text[64];
	int done = 0;
	for (size_t i = 0; i < shelf->count; i++)
		done += progress_of(menu->world.progress, shelf->lessons[i].card.name) == PROGRESS_DONE;
	if (done)
		snprintf(text, sizeof text, _("%d of %zu lessons done"), done, shelf->count);
	else
		snprintf(text, sizeof text, ngettext("%zu lesson", "%zu lessons", shelf->count), shelf->count);
	canvas_text(canvas, rect, rect.row, rect.col + rect.cols - text_width(text), ROLE_QUIET, 0, text);
}

static void search_draw(const struct menu_list *list, struct canvas *canvas, struct rect rect)
{
	struct pen pen = { .canvas = canvas, .rect = rect };
	pen_text(&pen, ROLE_KEY, 0, "/ ");
	pen_text(&pen, ROLE_TEXT, 0, list->sought);
	pen_text(&pen, ROLE_KEY, 0, "_");
}

static const struct hint place_hints[] = {
	{ "k", N_("kitchens"), 1 }, { "m", N_("compare"), 3 }, { "c", N_("chooser"), 1 }, { "w", N_("words"), 1 }, { "t", N_("table"), 2 }, { "h", N_("human time"), 3 },
	{ "s", N_("settings"), 2 }, { NULL, NULL, 0 },
};
static const struct hint keys[] = {
	{ "Enter", N_("open"), 1 }, { "\3 \4", N_("choose"), 3 }, { "/", N_("search"), 1 }, { "?", N_("help"), 1 }, { "q", N_("quit"), 1 }, { NULL, NULL, 0 },
};
static const struct hint search_keys[] = { { "Enter", N_("open"), 1 }, { "\3 \4", N_("choose"), 2 }, { "Esc", N_("leave the search"), 1 }, { NULL, NULL, 0 } };

void menu_home_draw(struct menu *menu, struct canvas *canvas)
{
	struct menu_frame frame = menu_frame(canvas);
	if (menu->home.typing && !frame.wide)
		search_draw(&menu->home, canvas, frame.title);
	else
		menu_title_draw(canvas, frame.title, frame.wide);
	if (menu->home.typing && frame.wide)
		search_draw(&menu->home, canvas, (struct rect){ frame.list.row - 2, frame.list.col, 1, frame.list.cols });
	if (!menu->home.typing || frame.wide)
		total_draw(menu, canvas, frame.title);
	menu_list_draw(&menu->home, canvas, frame.list);
	for (int i = 0; !frame.beside && i < frame.card.cols; i++)
		canvas_put(canvas, (struct rect){ 0, 0, canvas->rows, canvas->cols }, frame.card.row - 1, frame.card.col + i, glyph(GLYPH_H), ROLE_RULE, 0);
	card_draw(menu, canvas, &frame);
	if (!menu->home.typing)
		hints_draw(place_hints, canvas, frame.places, &menu->places);
	hints_draw(menu->home.typing ? search_keys : keys, canvas, frame.keys, &menu->places);
}

/* ---- keys ---- */

bool menu_home_key(struct menu *menu, const struct input_key *key)
{
	bool typing = menu->home.typing;
	enum menu_list_key used = menu_list_key(&menu->home, key);
	const struct menu_row *row = menu_list_chosen(&menu->home);
	if (used == MENU_LIST_TAKEN && row) {
		char link[128];
		bool next = !strncmp(row->link, NEXT, strlen(NEXT));
		snprintf(link, sizeof link, "%s%s", next ? "lesson:" : "", next ? row->link + strlen(NEXT) : row->link);
		menu_follow(menu, link);
	}
	for (size_t i = 0; used == MENU_LIST_NOT && !typing && i < PLACES; i++)
		if (places[i].key && places[i].key == key->key) {
			menu_follow(menu, places[i].link);
			return true;
		}
	return used != MENU_LIST_NOT;
}
