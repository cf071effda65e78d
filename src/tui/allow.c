/* allow.c - see allow.h.
 *
 * The box comes up by itself, perhaps in the middle of somebody's typing: y, a and n count only once it has been there for a moment, and it says them only then. The
 * command line is broken anywhere, never at a space, so that not one of its signs is left out; where it does not fit as a whole it cannot be allowed, only
 * refused. */
#include "tui/allow.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/box.h"

#include <stdio.h>
#include <string.h>

#define HEARD_NS 600000000u /* until keys count */
#define COLS 76
#define FRAME_ROWS 2
#define FRAME_COLS 6
#define OTHER_ROWS 6 /* who wants it, what it means, and blank rows */

bool allow_asked(const struct watch *watch)
{
	return watch->info.ask.id != 0 && !watch->loaded; /* a run that is over needs no answer */
}

/* The next `columns` columns of `text`; returns where the rest begins. */
static const char *piece_of(const char *text, int columns, char *piece, size_t size)
{
	const char *at = text, *end = text + strlen(text);
	int used = 0;
	while (at < end) {
		const char *next = at;
		int wide = text_columns(text_next(&next, end));
		if (used + wide > columns || (size_t)(next - text) >= size)
			break;
		used += wide;
		at = next;
	}
	memcpy(piece, text, (size_t)(at - text));
	piece[at - text] = '\0';
	return at;
}

static int rows_of(const char *text, int columns)
{
	char piece[512];
	int rows = 0;
	while (columns > 1 && *text) {
		text = piece_of(text, columns, piece, sizeof piece);
		rows++;
	}
	return rows;
}

/* From `row` on; returns the row after it. */
static int draw_broken(struct canvas *canvas, struct rect at, int row, enum role_of_cell role, int attr, const char *text)
{
	char piece[512];
	while (*text && at.cols > 1) {
		text = piece_of(text, at.cols, piece, sizeof piece);
		canvas_text(canvas, at, row++, at.col, role, attr, piece);
	}
	return row;
}

static void draw_question(struct canvas *canvas, struct rect at, const struct info_ask *ask, const char *place)
{
	int row = at.row;
	canvas_print(canvas, at, row, at.col, ROLE_TEXT, 0, _("%s wants to start a program:"), ask->worker);
	row = draw_broken(canvas, at, row + 2, ROLE_CODE, ATTR_BOLD, ask->line);
	row = draw_broken(canvas, at, row + 1, ROLE_QUIET, 0, place);
	canvas_text(canvas, at, row + 1, at.col, ROLE_TEXT, 0, _("It may do all that you may: read your files, change them, delete them."));
}

bool allow_draw(struct allow *allow, struct canvas *canvas, const struct watch *watch, uint64_t now_ns)
{
	const struct info_ask *ask = &watch->info.ask;
	char place[sizeof ask->folder + 8], foot[80];
	if (!allow_asked(watch)) {
		*allow = (struct allow){ 0 };
		return false;
	}
	if (allow->id != ask->id)
		*allow = (struct allow){ .id = ask->id, .since_ns = now_ns };
	snprintf(place, sizeof place, _("in %s"), ask->folder);
	int cols = canvas->cols < COLS ? canvas->cols : COLS, inside = cols - FRAME_COLS;
	int rows = rows_of(ask->line, inside) + rows_of(place, inside) + OTHER_ROWS - 1 + FRAME_ROWS;
	allow->whole = rows <= canvas->rows && inside > 40;
	allow->heard = now_ns - allow->since_ns >= HEARD_NS;
	snprintf(foot, sizeof foot, !allow->heard ? "" : allow->whole ? _("y this once  a all in this run  n no, end the run") : _("too small to show it whole: make it larger, or n ends the run"));
	struct rect at = box_draw(canvas, rows, cols, _("may this be started?"), foot);
	draw_question(canvas, at, ask, place);
	return !allow->heard;
}

void allow_key(struct allow *allow, struct watch *watch, int key)
{
	const char *answer = key == 'y' && allow->whole ? "yes" : key == 'a' && allow->whole ? "all" : key == 'n' ? "no" : NULL;
	if (!answer || !allow->heard || allow->id != watch->info.ask.id || !watch->source)
		return;
	source_allow(watch->source, &watch->info, answer);
}
