/* side_keys.c - the keys of kitchens side by side: those of a run, where they mean the same. */
#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/keymap.h"
#include "tui/side.h"

#include <string.h>

/* Whoever stands in that cell. */
static struct side *at_cell(struct sides *sides, int cell)
{
	struct side *shown[SIDE_CELLS];
	int count = sides_shown(sides, shown, NULL);
	return cell < count && shown[cell]->open && !shown[cell]->is.died ? shown[cell] : NULL;
}

static void zoom_to(struct sides *sides, int cell)
{
	struct side *side = at_cell(sides, cell);
	if (side)
		side_zoom_open(sides, side);
}

/* More than fit: the next ones; at the end the first again. Alone on the screen: the next one. */
static void turn(struct sides *sides, int direction)
{
	struct side *shown[SIDE_CELLS];
	int of, count = sides_shown(sides, shown, &of), last = of > SIDE_CELLS ? of - SIDE_CELLS : 0;
	if (!sides->zoom.side) {
		sides->first = direction > 0 ? (sides->first >= last ? 0 : sides->first + SIDE_CELLS) : sides->first <= 0 ? last : sides->first - SIDE_CELLS;
		sides->first = sides->first < 0 ? 0 : sides->first > last ? last : sides->first;
		return;
	}
	for (int i = 0; i < count; i++)
		if (shown[i] == sides->zoom.side) {
			zoom_to(sides, (i + count + direction) % count);
			return;
		}
}

/* A second of the runs, or a twentieth of the longest where that is less. */
static void leap(struct sides *sides, int direction)
{
	struct side_clock *clock = &sides->clock;
	uint64_t by = clock->end_ns / 20 < 1000000000 ? clock->end_ns / 20 : 1000000000;
	side_clock_look(clock, direction > 0 ? clock->now_ns + by : clock->now_ns > by ? clock->now_ns - by : 0);
}

static void clock_key(struct sides *sides, int key)
{
	struct side_clock *clock = &sides->clock;
	if (!sides->plays)
		return;
	sides->touched = true;
	switch (key) {
	case ' ': side_clock_go(clock, !clock->going); break;
	case KEYS_LEFT: sides_step(sides, -1); break;
	case KEYS_RIGHT: sides_step(sides, 1); break;
	case '[': sides_switch(sides, -1); break;
	case ']': sides_switch(sides, 1); break;
	case KEYS_PAGE_UP: leap(sides, -1); break;
	case KEYS_PAGE_DOWN: leap(sides, 1); break;
	case KEYS_HOME: side_clock_look(clock, 0); break;
	case KEYS_END: side_clock_look(clock, clock->end_ns); break;
	default: break;
	}
}

enum sides_wish sides_key(struct sides *sides, int key)
{
	switch (key) {
	case 'q': return SIDES_LEAVE;
	case 0x0c: return SIDES_REDRAW;
	case KEYS_ESCAPE: side_zoom_close(sides); break;
	case '1': case '2': case '3': case '4': zoom_to(sides, key - '1'); break;
	case KEYS_TAB: turn(sides, 1); break;
	case KEYS_BACK_TAB: turn(sides, -1); break;
	case 'v': sides->strips = !sides->strips; break;
	case 'r': sides_again(sides); break;
	case '-': side_clock_faster(&sides->clock, -1); break;
	case '+': case '=': side_clock_faster(&sides->clock, 1); break;
	default: clock_key(sides, key); break;
	}
	return SIDES_STAY;
}

/* ---- the line of keys ---- */

struct hint {
	const char *name, *words; /* NULL words: not now */
	int rank; /* those of higher rank give way first */
};

static int hint_cols(const struct hint *hint, int gap)
{
	char name[32];
	return hint->words ? text_width(keymap_name(hint->name, name, sizeof name)) + 1 + text_width(hint->words) + gap : 0;
}

static int hints_cols(const struct hint *hints, int count, int rank, int gap)
{
	int cols = 0;
	for (int i = 0; i < count; i++)
		cols += hints[i].rank <= rank ? hint_cols(&hints[i], gap) : 0;
	return cols;
}

void sides_keys_draw(const struct sides *sides, struct canvas *canvas, struct rect rect)
{
	bool plays = sides->plays, alone = sides->zoom.side != NULL, end = side_clock_at_end(&sides->clock);
	int in = 0;
	for (int i = 0; i < sides->count; i++)
		in += sides->list[i].state != SIDE_OUT;
	const struct hint hints[] = {
		{ "space", !plays ? NULL : sides->clock.going ? _("pause") : end ? _("play again") : _("go on"), 0 },
		{ "\1 \2", plays ? _("event") : NULL, 2 }, { "[ ]", plays ? _("switch") : NULL, 5 }, { "- +", plays ? _("speed") : NULL, 3 },
		{ "Home End", plays ? _("first, last") : NULL, 6 },
		{ "1-4", alone ? NULL : _("one alone"), 1 }, { "Esc", alone ? _("all") : NULL, 0 },
		{ "Tab", alone ? _("next") : in > SIDE_CELLS ? _("the others") : NULL, 1 },
		{ "v", alone ? NULL : sides->strips ? _("pictures") : sides->layout.form == SIDE_PICTURES ? _("lanes") : NULL, 4 },
		{ "r", _("run again"), 3 }, { "?", _("help"), 0 }, { "q", _("quit"), 0 },
	};
	int count = sizeof hints / sizeof *hints, rank = 9, gap = 3, col = rect.col + 1;
	while (rank > 0 && hints_cols(hints, count, rank, 2) - 2 > rect.cols - 2)
		rank--;
	gap = hints_cols(hints, count, rank, gap) - gap > rect.cols - 2 ? 2 : 3;
	for (int i = 0; i < count; i++) {
		char name[32];
		if (!hints[i].words || hints[i].rank > rank)
			continue;
		col = canvas_text(canvas, rect, rect.row, col, ROLE_KEY, 0, keymap_name(hints[i].name, name, sizeof name)) + 1;
		col = canvas_text(canvas, rect, rect.row, col, ROLE_QUIET, 0, hints[i].words) + gap;
	}
}
