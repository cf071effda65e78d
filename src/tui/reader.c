/* reader.c - a page at full size: its text in the middle at a readable width, its title above, the keys below.
 *
 * The pages that were open before are kept by their links, with the row and the link that were chosen: Backspace reads them anew. The text is laid out again when the
 * width changes.
 *
 * What always holds: while a page is open there is a document, if only the words of why there is none. */
#include "tui/reader.h"

#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/hints.h"
#include "tui/prose.h"
#include "tui/scroll.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH_MAX 76
#define TRAIL_MAX 32

struct place {
	char link[READER_LINK];
	int top, chosen;
};

struct reader {
	struct reader_source source;
	struct document document;
	char title[96];
	struct prose *prose;
	int prose_cols;
	struct scroll scroll;
	int chosen;                  /* link, -1 none */
	struct place trail[TRAIL_MAX]; /* the last is the page that is open */
	int depth;
	bool typing;                 /* what is searched for */
	char sought[48];
	int found;                   /* row, -1: it is not there */
};

struct reader *reader_new(const struct reader_source *source)
{
	struct reader *reader = calloc(1, sizeof *reader);
	if (reader)
		reader->source = *source;
	return reader;
}

void reader_free(struct reader *reader)
{
	if (!reader)
		return;
	prose_free(reader->prose);
	document_release(&reader->document);
	free(reader);
}

bool reader_types(const struct reader *reader)
{
	return reader->typing;
}

/* ---- pages ---- */

/* A page that says why there is no page. */
static void read_why(struct document *document, const char *why)
{
	char text[1100];
	struct error error;
	size_t used = 0;
	for (; *why && used + 2 < sizeof text; why++) { /* as it stands: nothing in it is Markdown */
		if (strchr("\\`*_[]<>#&!", *why))
			text[used++] = '\\';
		text[used++] = *why;
	}
	markdown_read(document, text, used, "page", 1, &error);
}

static void lay_out(struct reader *reader, int cols)
{
	if (reader->prose && reader->prose_cols == cols)
		return;
	prose_free(reader->prose);
	reader->prose = prose_new(&reader->document, cols);
	reader->prose_cols = cols;
	if (!reader->prose)
		abort();
}

static void read_page(struct reader *reader)
{
	struct place *place = &reader->trail[reader->depth - 1];
	struct error error;
	prose_free(reader->prose);
	reader->prose = NULL;
	document_release(&reader->document);
	if (reader->source.page(reader->source.data, place->link, &reader->document, reader->title, &error)) {
		snprintf(reader->title, sizeof reader->title, "%s", place->link);
		read_why(&reader->document, error.text);
	}
	lay_out(reader, reader->prose_cols ? reader->prose_cols : WIDTH_MAX); /* keys may come before it is drawn */
	reader->scroll = (struct scroll){ .top = place->top, .by_hand = true, .count = prose_rows(reader->prose), .page = reader->scroll.page };
	reader->chosen = place->chosen;
	reader->typing = false;
	reader->sought[0] = '\0';
}

static void leave_place(struct reader *reader)
{
	if (!reader->depth)
		return;
	reader->trail[reader->depth - 1].top = reader->scroll.top;
	reader->trail[reader->depth - 1].chosen = reader->chosen;
}

void reader_open(struct reader *reader, const char *link, bool fresh)
{
	leave_place(reader);
	if (fresh)
		reader->depth = 0;
	if (reader->depth == TRAIL_MAX)
		memmove(reader->trail, reader->trail + 1, sizeof reader->trail - sizeof reader->trail[0]);
	else
		reader->depth++;
	struct place *place = &reader->trail[reader->depth - 1];
	*place = (struct place){ .chosen = -1 };
	snprintf(place->link, sizeof place->link, "%s", link);
	read_page(reader);
}

static bool go_back(struct reader *reader)
{
	if (reader->depth <= 1)
		return false;
	reader->depth--;
	read_page(reader);
	return true;
}

/* ---- drawing ---- */

static void head_draw(const struct reader *reader, struct canvas *canvas, struct rect rect, int col, int cols)
{
	char where[32] = "";
	const struct scroll *scroll = &reader->scroll;
	if (scroll->count > scroll->page)
		snprintf(where, sizeof where, "%d %%", scroll->top * 100 / (scroll->count - scroll->page));
	canvas_text_cut(canvas, rect, rect.row + 1, col, cols - text_width(where) - 2, ROLE_TITLE, ATTR_BOLD, reader->title);
	canvas_text(canvas, rect, rect.row + 1, col + cols - text_width(where), ROLE_QUIET, 0, where);
	for (int i = 0; i < cols; i++)
		canvas_put(canvas, rect, rect.row + 2, col + i, glyph(GLYPH_H), ROLE_RULE, 0);
}

static void foot_draw_keys(const struct reader *reader, struct canvas *canvas, struct rect row)
{
	char line[96];
	if (reader->typing || reader->sought[0]) {
		snprintf(line, sizeof line, "/ %s%s", reader->sought, reader->typing ? "_" : "");
		int col = canvas_text(canvas, row, row.row, row.col, ROLE_KEY, 0, line) + 3;
		if (reader->sought[0] && reader->found < 0)
			canvas_text(canvas, row, row.row, col, ROLE_BAD, 0, _("is not on this page"));
		else if (reader->sought[0] && !reader->typing)
			canvas_text(canvas, row, row.row, col, ROLE_QUIET, 0, _("n the next   Esc done"));
		return;
	}
	static const struct hint hints[] = {
		{ "\3 \4", N_("scroll"), 3 }, { "Tab", N_("next link"), 1 }, { "Enter", N_("open it"), 1 }, { "/", N_("find"), 2 }, { "Backspace", N_("back"), 1 },
		{ "Esc", N_("leave"), 1 }, { NULL, NULL, 0 },
	};
	hints_draw(hints, canvas, row, NULL);
}

void reader_draw(struct reader *reader, struct canvas *canvas, struct rect rect)
{
	int cols = rect.cols - 8 < WIDTH_MAX ? rect.cols - 8 : WIDTH_MAX, col = rect.col + (rect.cols - cols) / 2;
	struct rect body = { rect.row + 4, col, rect.rows - 7, cols };
	if (!reader->depth)
		return;
	lay_out(reader, cols);
	scroll_fit(&reader->scroll, prose_rows(reader->prose), body.rows);
	head_draw(reader, canvas, rect, col, cols);
	prose_draw(reader->prose, canvas, body, reader->scroll.top, reader->chosen);
	if (reader->sought[0] && reader->found >= reader->scroll.top && reader->found < reader->scroll.top + body.rows)
		canvas_put(canvas, rect, body.row + reader->found - reader->scroll.top, col - 2, glyph(GLYPH_HEAD), ROLE_MARK, 0);
	foot_draw_keys(reader, canvas, (struct rect){ rect.row + rect.rows - 1, col, 1, cols });
}

/* ---- keys ---- */

static void show_row(struct reader *reader, int row)
{
	struct scroll *scroll = &reader->scroll;
	if (row < scroll->top || row >= scroll->top + scroll->page)
		scroll->top = row - scroll->page / 3;
	scroll_fit(scroll, scroll->count, scroll->page);
}

/* The next link in this direction: from the one chosen where that is in sight, else from the edge of what is. */
static void link_step(struct reader *reader, int by)
{
	int count = prose_links(reader->prose), top = reader->scroll.top, bottom = top + reader->scroll.page;
	int at = reader->chosen, row = at < 0 ? -1 : prose_link_row(reader->prose, at);
	if (!count)
		return;
	if (row >= top && row < bottom) {
		at = (at + by + count) % count;
	} else {
		for (at = by > 0 ? 0 : count - 1; at >= 0 && at < count; at += by)
			if (by > 0 ? prose_link_row(reader->prose, at) >= top : prose_link_row(reader->prose, at) < bottom)
				break;
		at = (at + count) % count;
	}
	reader->chosen = at;
	show_row(reader, prose_link_row(reader->prose, at));
}

static enum reader_wish link_open(struct reader *reader, char leads[READER_LINK])
{
	const char *link = prose_link(reader->prose, reader->chosen);
	if (!link)
		return READER_STAY;
	if (strncmp(link, "word:", 5) && strncmp(link, "page:", 5)) {
		snprintf(leads, READER_LINK, "%s", link);
		return READER_LEADS;
	}
	char copy[READER_LINK];
	snprintf(copy, sizeof copy, "%s", link);
	reader_open(reader, copy, false);
	return READER_STAY;
}

/* Look for what is typed from `row` on, and once round. */
static void seek(struct reader *reader, int row)
{
	int count = prose_rows(reader->prose);
	char line[512];
	reader->found = -1;
	for (int i = 0; i < count && reader->sought[0]; i++) {
		int at = (row + i) % count;
		if (strcasestr(prose_row_text(reader->prose, at, line, sizeof line), reader->sought)) {
			reader->found = at;
			show_row(reader, at);
			return;
		}
	}
}

static void type(struct reader *reader, int key)
{
	size_t length = strlen(reader->sought);
	if (key == KEYS_ESCAPE) {
		reader->typing = false;
		reader->sought[0] = '\0';
	} else if (key == KEYS_ENTER) {
		reader->typing = false;
	} else if (key == KEYS_BACKSPACE) {
		while (length && (reader->sought[--length] & 0xc0) == 0x80)
			continue;
		reader->sought[length] = '\0';
	} else if (key >= ' ' && key < KEYS_FIRST && length + 5 < sizeof reader->sought) {
		reader->sought[length + text_put(reader->sought + length, (uint32_t)key)] = '\0';
	}
	seek(reader, reader->scroll.top);
}

static enum reader_wish back(struct reader *reader)
{
	return go_back(reader) ? READER_STAY : READER_LEAVE;
}

enum reader_wish reader_key(struct reader *reader, const struct input_key *key, char leads[READER_LINK])
{
	leads[0] = '\0';
	if (!reader->depth)
		return READER_LEAVE;
	if (reader->typing) {
		type(reader, key->key);
		return READER_STAY;
	}
	switch (key->key) {
	case KEYS_TAB: case KEYS_RIGHT: link_step(reader, 1); break;
	case KEYS_BACK_TAB: case KEYS_LEFT: link_step(reader, -1); break;
	case KEYS_ENTER: return link_open(reader, leads);
	case KEYS_BACKSPACE: return back(reader);
	case KEYS_HOME: reader->scroll.top = 0; break;
	case KEYS_END: reader->scroll.top = reader->scroll.count; break;
	case ' ': scroll_key(&reader->scroll, KEYS_PAGE_DOWN); break;
	case '/': reader->typing = true; reader->sought[0] = '\0'; break;
	case 'n':
		if (reader->sought[0])
			seek(reader, reader->found + 1);
		break;
	case KEYS_ESCAPE:
		if (!reader->sought[0])
			return READER_LEAVE;
		reader->sought[0] = '\0';
		break;
	default: scroll_key(&reader->scroll, key->key);
	}
	scroll_fit(&reader->scroll, reader->scroll.count, reader->scroll.page);
	return READER_STAY;
}
