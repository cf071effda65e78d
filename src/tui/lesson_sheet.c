/* lesson_sheet.c - see lesson_sheet.h. */
#include "tui/lesson_sheet.h"

#include "trace/text.h"
#include "tui/wrap.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sheet_begin(struct sheet *sheet, int cols)
{
	*sheet = (struct sheet){ .cols = cols < 20 ? 20 : cols };
}

void sheet_release(struct sheet *sheet)
{
	for (int i = 0; i < sheet->count; i++) {
		prose_free(sheet->pieces[i].prose);
		free(sheet->pieces[i].words);
	}
	*sheet = (struct sheet){ 0 };
}

/* The next piece; NULL when there are too many: what comes then is left out. */
static struct sheet_piece *add(struct sheet *sheet)
{
	if (sheet->count == SHEET_PIECES)
		return NULL;
	struct sheet_piece *piece = &sheet->pieces[sheet->count++];
	*piece = (struct sheet_piece){ .row = sheet->rows, .link = sheet->links };
	return piece;
}

/* Whether an empty row stands at its end, or nothing at all. */
static bool ends_empty(const struct sheet *sheet)
{
	const struct sheet_piece *last = sheet->count ? &sheet->pieces[sheet->count - 1] : NULL;
	return !last || (!last->words && !last->prose);
}

void sheet_trim(struct sheet *sheet)
{
	if (sheet->count && ends_empty(sheet))
		sheet->rows -= sheet->pieces[--sheet->count].rows;
}

void sheet_gap(struct sheet *sheet)
{
	if (ends_empty(sheet))
		return;
	struct sheet_piece *piece = add(sheet);
	if (piece)
		sheet->rows += piece->rows = 1;
}

static int indent_of(const struct sheet_piece *piece)
{
	return piece->mark[0] ? text_width(piece->mark) + 1 : 0;
}

static void add_words(struct sheet *sheet, const char *mark, enum role_of_cell mark_role, enum role_of_cell role, int attr, const char *format, va_list args)
{
	struct sheet_piece *piece = add(sheet);
	if (!piece || vasprintf(&piece->words, format, args) < 0)
		return;
	snprintf(piece->mark, sizeof piece->mark, "%s", mark);
	piece->mark_role = mark_role;
	piece->role = role;
	piece->attr = attr;
	piece->rows = wrap_count(piece->words, sheet->cols - indent_of(piece));
	sheet->rows += piece->rows;
}

void sheet_words(struct sheet *sheet, enum role_of_cell role, int attr, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_words(sheet, "", ROLE_TEXT, role, attr, format, args);
	va_end(args);
}

void sheet_marked(struct sheet *sheet, const char *mark, enum role_of_cell mark_role, enum role_of_cell role, int attr, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_words(sheet, mark, mark_role, role, attr, format, args);
	va_end(args);
}

void sheet_clicked(struct sheet *sheet, int key)
{
	if (sheet->count)
		sheet->pieces[sheet->count - 1].key = key;
}

void sheet_places(const struct sheet *sheet, struct rect rect, struct hint_places *places)
{
	for (int i = 0; i < sheet->count; i++) {
		const struct sheet_piece *piece = &sheet->pieces[i];
		if (piece->key && piece->row < rect.rows)
			hints_place(places, (struct rect){ rect.row + piece->row, rect.col, piece->rows, rect.cols }, piece->key);
	}
}

void sheet_document(struct sheet *sheet, const struct document *document)
{
	struct sheet_piece *piece = document->count ? add(sheet) : NULL;
	if (!piece || !(piece->prose = prose_new(document, sheet->cols)))
		return;
	sheet->rows += piece->rows = prose_rows(piece->prose);
	sheet->links += prose_links(piece->prose);
}

static void words_draw(const struct sheet_piece *piece, struct canvas *canvas, struct rect rect, int row, int cols)
{
	char line[1024];
	const char *rest = piece->words;
	int indent = indent_of(piece);
	if (piece->mark[0])
		canvas_text(canvas, rect, row, rect.col, piece->mark_role, ATTR_BOLD, piece->mark);
	for (; (rest = wrap_line(rest, cols - indent, line, sizeof line)); row++)
		canvas_text(canvas, rect, row, rect.col + indent, piece->role, piece->attr, line);
}

void sheet_draw(const struct sheet *sheet, struct canvas *canvas, struct rect rect, int top, int link)
{
	for (int i = 0; i < sheet->count; i++) {
		const struct sheet_piece *piece = &sheet->pieces[i];
		int row = rect.row + piece->row - top, above = row < rect.row ? rect.row - row : 0;
		if (piece->row + piece->rows <= top || piece->row >= top + rect.rows)
			continue;
		struct rect part = { row + above, rect.col, piece->rows - above, rect.cols };
		part.rows = part.row + part.rows > rect.row + rect.rows ? rect.row + rect.rows - part.row : part.rows;
		if (piece->prose)
			prose_draw(piece->prose, canvas, part, above, link >= piece->link ? link - piece->link : -1);
		else if (piece->words)
			words_draw(piece, canvas, (struct rect){ part.row, part.col, part.rows, part.cols }, row, sheet->cols);
	}
}

static const struct sheet_piece *piece_of(const struct sheet *sheet, int link)
{
	for (int i = sheet->count; link >= 0 && i-- > 0;)
		if (sheet->pieces[i].prose && link >= sheet->pieces[i].link && link < sheet->pieces[i].link + prose_links(sheet->pieces[i].prose))
			return &sheet->pieces[i];
	return NULL;
}

const char *sheet_link(const struct sheet *sheet, int link)
{
	const struct sheet_piece *piece = piece_of(sheet, link);
	return piece ? prose_link(piece->prose, link - piece->link) : "";
}

int sheet_link_row(const struct sheet *sheet, int link)
{
	const struct sheet_piece *piece = piece_of(sheet, link);
	return piece ? piece->row + prose_link_row(piece->prose, link - piece->link) : 0;
}
