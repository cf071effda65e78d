/* help.c - made from the pane's own words and the table of keys, so it cannot be out of date. */
#include "tui/help.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/box.h"
#include "tui/glyph.h"
#include "tui/keymap.h"
#include "tui/wrap.h"

#include <stdio.h>

#define NAME_COLS 14 /* the column of key names */

/* Where the next line goes; lines above `first` are passed over. */
struct page {
	struct canvas *canvas; /* NULL: only counting */
	struct rect in;
	int line, first;
};

static void line_put(struct page *page, const char *name, enum role_of_cell role, const char *text)
{
	int row = page->in.row + page->line++ - page->first;
	if (!page->canvas || row < page->in.row)
		return;
	int indent = name ? NAME_COLS : 0;
	if (name)
		canvas_text(page->canvas, page->in, row, page->in.col, ROLE_KEY, 0, name);
	canvas_text(page->canvas, page->in, row, page->in.col + indent, role, 0, text);
}

static void words_put(struct page *page, const char *name, enum role_of_cell role, const char *text)
{
	char line[512];
	int columns = page->in.cols - (name ? NAME_COLS : 0);
	while ((text = wrap_line(text, columns, line, sizeof line))) {
		line_put(page, name, role, line);
		name = name ? "" : NULL;
	}
}

/* A pane's help was broken into lines for some other width: long lines run on, short ones and blank ones stay. */
static char *run_on(const char *text, char *to, size_t size)
{
	size_t length = 0, line = 0;
	for (; *text && length + 1 < size; text++, line++) {
		bool joins = *text == '\n' && line > 48 && text[1] && text[1] != '\n' && text[1] != ' ';
		if (*text == '\n')
			line = 0;
		to[length++] = joins ? ' ' : *text;
	}
	to[length] = '\0';
	return to;
}

/* The signs of states, the same in every pane, and the words of the first line. */
static void signs_put(struct page *page)
{
	static const struct { enum state state; const char *words; } states[] = {
		{ STATE_RUNNING, N_("it has control, and its code goes on") }, { STATE_READY, N_("it could go on, and another has control or the machine has no core for it") },
		{ STATE_BLOCKED, N_("it could go on, and another holds the GIL") }, { STATE_WAITING, N_("for a thing, for room, for another worker: the reason says for what") },
		{ STATE_SLEEPING, N_("until its time is up") }, { STATE_STALLING, N_("it waits without giving control up: a loop stands still") },
		{ STATE_STOPPED, N_("its process was told to stand still (S); S again lets it go on") },
		{ STATE_ENDED, N_("it has returned") }, { STATE_DEAD, N_("it failed, or its process was killed") },
	};
	static const struct { const char *name, *words; } heads[] = {
		{ N_("GIL on, 5 ms"), N_("a lock that lets one thread at a time run Lua; after 5 real milliseconds another may ask for it") },
		{ N_("pace"), N_("kitchen seconds that pass in a real one; all times are the kitchen's, but where it says real") },
		{ N_("FREE"), N_("the machine or the loop decides who goes next, in real time") },
		{ N_("LIVE"), N_("the picture shows what happens now, at the speed behind it; else it says how far behind it is") },
	};
	char name[48];
	line_put(page, NULL, ROLE_TITLE, _("signs and words"));
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		char sign[5] = "";
		sign[text_put(sign, pane_state_glyph(states[i].state))] = '\0';
		snprintf(name, sizeof name, "%s %s", sign, _(state_name(states[i].state)));
		words_put(page, name, ROLE_TEXT, _(states[i].words));
	}
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		words_put(page, _(heads[i].name), ROLE_TEXT, _(heads[i].words));
}

static void all_put(struct page *page, const struct pane *pane, const struct binding *keys)
{
	char text[2048];
	line_put(page, NULL, ROLE_TITLE, pane->name);
	words_put(page, NULL, ROLE_TEXT, run_on(pane->help ? _(pane->help) : "", text, sizeof text));
	line_put(page, NULL, ROLE_TEXT, "");
	signs_put(page);
	line_put(page, NULL, ROLE_TEXT, "");
	line_put(page, NULL, ROLE_TITLE, keys == keymap_step ? _("keys in step mode") : _("keys"));
	for (const struct binding *binding = keys; binding->key; binding++) {
		char name[32];
		if (binding->help)
			words_put(page, keymap_name(binding->name, name, sizeof name), ROLE_TEXT, _(binding->help));
	}
}

static void page_keys_put(struct page *page, const struct help_page *from)
{
	char name[32];
	for (int i = 0; from->keys[i].name; i++)
		words_put(page, keymap_name(from->keys[i].name, name, sizeof name), ROLE_TEXT, _(from->keys[i].words));
}

static void page_put(struct page *page, const struct help_page *from)
{
	line_put(page, NULL, ROLE_TITLE, _(from->title));
	words_put(page, NULL, ROLE_TEXT, _(from->about));
	line_put(page, NULL, ROLE_TEXT, "");
	line_put(page, NULL, ROLE_TITLE, _("keys"));
	page_keys_put(page, from);
}

/* Keys of what stands around a run come before all that the run has: they are few. */
static void around_put(struct page *page, const struct help_page *from)
{
	line_put(page, NULL, ROLE_TITLE, _(from->title));
	page_keys_put(page, from);
	line_put(page, NULL, ROLE_TEXT, "");
}

/* Of a pane, or of a page. */
static void any_put(struct page *page, const struct help_page *from, const struct pane *pane, const struct binding *keys)
{
	if (!pane) {
		page_put(page, from);
		return;
	}
	if (from)
		around_put(page, from);
	all_put(page, pane, keys);
}

static int draw(struct canvas *canvas, const struct help_page *from, const struct pane *pane, const struct binding *keys, int top)
{
	char foot[96];
	snprintf(foot, sizeof foot, _("%s %s scroll%s   Esc close"), glyph_text(GLYPH_ARROW_UP), glyph_text(GLYPH_ARROW_DOWN), !pane ? "" : _("   Tab another pane"));
	int cols = canvas->cols - 6 < 92 ? canvas->cols - 6 : 92;
	struct page page = { .in = { .cols = cols - 6 } };
	any_put(&page, from, pane, keys);
	int rows = page.line + 2 < canvas->rows - 2 ? page.line + 2 : canvas->rows - 2;
	struct rect in = box_draw(canvas, rows, cols, _("help"), foot);
	int last = page.line - in.rows;
	if (top > last)
		top = last;
	page = (struct page){ .canvas = canvas, .in = in, .first = top };
	any_put(&page, from, pane, keys);
	return top;
}

int help_draw(struct canvas *canvas, const struct help_page *first, const struct pane *pane, const struct binding *keys, int top)
{
	return draw(canvas, first, pane, keys, top);
}

int help_page_draw(struct canvas *canvas, const struct help_page *page, int top)
{
	return draw(canvas, page, NULL, NULL, top);
}
