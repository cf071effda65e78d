/* hints.c - one row of keys: see hints.h. */
#include "tui/hints.h"

#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/keymap.h"

#include <stdbool.h>
#include <string.h>

#define GAP 3
#define GAP_LEAST 2

int hints_key(const char *name)
{
	static const struct { const char *name; int key; } named[] = { { "Enter", KEYS_ENTER }, { "Esc", KEYS_ESCAPE }, { "Tab", KEYS_TAB }, { "Backspace", KEYS_BACKSPACE },
		{ "Space", ' ' }, { "PgUp", KEYS_PAGE_UP }, { "PgDn", KEYS_PAGE_DOWN },
		{ "\5", KEYS_BACKSPACE }, { "\6", KEYS_ENTER }, { "F1", KEYS_F1 }, { "F6", KEYS_F6 }, { "F7", KEYS_F7 }, { "F8", KEYS_F8 } };
	for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
		if (!strcmp(named[i].name, name))
			return named[i].key;
	return name[0] > 6 && !name[1] ? name[0] : 0;
}

static int width_of(const struct hint *hint, char name[32])
{
	return text_width(keymap_name(hint->name, name, 32)) + 1 + text_width(_(hint->words));
}

static int width(const struct hint *hints, int rank, int gap)
{
	char name[32];
	int all = -gap;
	for (; hints->name; hints++)
		if (hints->rank <= rank)
			all += width_of(hints, name) + gap;
	return all;
}

int hints_draw(const struct hint *hints, struct canvas *canvas, struct rect row, struct hint_places *places)
{
	int rank = 9, col = row.col, gap = GAP;
	char name[32];
	while (rank > 1 && width(hints, rank, GAP_LEAST) > row.cols)
		rank--;
	if (width(hints, rank, gap) > row.cols)
		gap = GAP_LEAST;
	for (; hints->name; hints++) {
		if (hints->rank > rank)
			continue;
		int first = col, key = hints_key(hints->name);
		width_of(hints, name);
		col = canvas_text(canvas, row, row.row, col, ROLE_KEY, 0, name) + 1;
		col = canvas_text(canvas, row, row.row, col, ROLE_QUIET, 0, _(hints->words)) + gap;
		if (places)
			hints_place(places, (struct rect){ row.row, first, 1, col - gap - first }, key);
	}
	return col - gap;
}

void hints_place(struct hint_places *places, struct rect at, int key)
{
	if (places->count < HINT_PLACES && key) {
		places->places[places->count].at = at;
		places->places[places->count++].key = key;
	}
}

int hints_hit(const struct hint_places *places, int row, int col)
{
	for (int i = 0; i < places->count; i++) {
		const struct rect *at = &places->places[i].at;
		if (row >= at->row && row < at->row + at->rows && col >= at->col && col < at->col + at->cols)
			return places->places[i].key;
	}
	return 0;
}
