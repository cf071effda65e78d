/* prose.c - a document on a canvas.
 *
 * Laying out makes one long array of signs (a code point with its look and the link it belongs to) and cuts it into rows: so a word may begin in one style and end in
 * another, and a link may go over the end of a line. Drawing copies rows. Between blocks stands an empty row, but not between the items of a list. Code is never
 * broken: what does not fit is cut with an ellipsis, since a line of code that goes on below is another line of code.
 *
 * What always holds: a row's signs take at most the columns that are left beside its indent; links are numbered in the order in which they are read. */
#include "tui/prose.h"

#include "trace/text.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLS_MIN 20
#define CODE_INDENT 4
#define ITEM_INDENT 2
#define NO_BREAK 0xa0 /* a blank at which no row ends */
#define DEPTH_MAX 4   /* deeper items stand as deep as this */

struct sign {
	uint32_t c;
	uint8_t role, attr;
	int link; /* -1 none */
};

struct prose_row {
	size_t first, count; /* signs */
	int col;             /* where they begin */
	char head[12];       /* what stands before the first row of a block: a bullet, a number */
	int head_col;
	bool quoted;
};

struct prose_link {
	const char *target; /* the document's */
	int row;
};

struct prose {
	int cols;
	struct sign *signs;
	size_t sign_count, sign_room;
	struct prose_row *rows;
	size_t row_count, row_room;
	struct prose_link *links;
	size_t link_count, link_room;
	bool failed; /* memory is out */
};

/* Room for one more of `size` bytes. */
static bool grow(struct prose *prose, void **array, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return true;
	size_t wanted = *room ? *room * 2 : 64;
	void *larger = realloc(*array, wanted * size);
	if (!larger) {
		prose->failed = true;
		return false;
	}
	*array = larger;
	*room = wanted;
	return true;
}

static struct prose_row *row_add(struct prose *prose, size_t first, size_t count, int col)
{
	static struct prose_row nowhere;
	if (!grow(prose, (void **)&prose->rows, prose->row_count, &prose->row_room, sizeof *prose->rows))
		return &nowhere;
	struct prose_row *row = &prose->rows[prose->row_count++];
	*row = (struct prose_row){ .first = first, .count = count, .col = col };
	return row;
}

/* ---- a block's signs ---- */

static struct sign look_of(const struct text_block *block, const struct text_span *span)
{
	switch (span->style) {
	case SPAN_EMPHASIS: return (struct sign){ .role = ROLE_KEY }; /* underlined is what leads somewhere */
	case SPAN_STRONG: return (struct sign){ .role = ROLE_TITLE, .attr = ATTR_BOLD };
	case SPAN_CODE: return (struct sign){ .role = block->kind == BLOCK_CODE ? ROLE_CODE : ROLE_KEYWORD };
	case SPAN_LINK: return (struct sign){ .role = ROLE_MARK, .attr = ATTR_UNDERLINE };
	default: break;
	}
	if (block->kind == BLOCK_HEADING)
		return (struct sign){ .role = ROLE_TITLE, .attr = ATTR_BOLD };
	return (struct sign){ .role = block->kind == BLOCK_CODE ? ROLE_CODE : block->kind == BLOCK_QUOTE ? ROLE_QUIET : ROLE_TEXT };
}

/* The number of a span's link: a link that goes on from the span before is the same. */
static int link_of(struct prose *prose, const struct text_block *block, const struct text_span *span)
{
	if (!span->link)
		return -1;
	if (span > block->spans && span[-1].link && !strcmp(span[-1].link, span->link))
		return (int)prose->link_count - 1;
	if (!grow(prose, (void **)&prose->links, prose->link_count, &prose->link_room, sizeof *prose->links))
		return -1;
	prose->links[prose->link_count] = (struct prose_link){ .target = span->link };
	return (int)prose->link_count++;
}

static void signs_add(struct prose *prose, const struct text_block *block, const struct text_span *span)
{
	struct sign sign = look_of(block, span);
	const char *at = span->text, *end = at + strlen(at);
	sign.link = link_of(prose, block, span);
	while (at < end) {
		sign.c = text_next(&at, end);
		if (sign.c == '\t')
			sign.c = ' ';
		if (!grow(prose, (void **)&prose->signs, prose->sign_count, &prose->sign_room, sizeof *prose->signs))
			return;
		prose->signs[prose->sign_count++] = sign;
	}
}

/* ---- rows ---- */

static int columns_of(const struct sign *sign)
{
	return sign->c < 0x20 ? 0 : text_columns(sign->c);
}

/* How many of the signs from `first` on fit in a row, broken at a blank where there is one; *next is where the following row begins. */
static size_t row_fit(const struct prose *prose, size_t first, size_t end, int cols, size_t *next)
{
	size_t at = first, blank = 0;
	int used = 0;
	for (; at < end && prose->signs[at].c != '\n'; at++) {
		used += columns_of(&prose->signs[at]);
		if (prose->signs[at].c == ' ')
			blank = at;
		if (used > cols)
			break;
	}
	if (at == end || prose->signs[at].c == '\n') {
		*next = at + (at < end);
		return at - first;
	}
	if (prose->signs[at].c != ' ' && blank > first)
		at = blank;
	else if (at == first)
		at++; /* wider than the row: better cut than for ever */
	*next = at;
	while (*next < end && prose->signs[*next].c == ' ')
		++*next;
	return at - first;
}

/* A line of code: up to its end, however long. */
static size_t row_code(const struct prose *prose, size_t first, size_t end, size_t *next)
{
	size_t at = first;
	while (at < end && prose->signs[at].c != '\n')
		at++;
	*next = at + (at < end);
	return at - first;
}

static void rows_cut(struct prose *prose, const struct text_block *block, size_t first, int col)
{
	size_t end = prose->sign_count, next = first;
	if (block->kind == BLOCK_CODE && end > first && prose->signs[end - 1].c == '\n')
		end--;
	for (; first < end && !prose->failed; first = next) {
		size_t count = block->kind == BLOCK_CODE ? row_code(prose, first, end, &next) : row_fit(prose, first, end, prose->cols - col, &next);
		struct prose_row *row = row_add(prose, first, count, col);
		row->quoted = block->kind == BLOCK_QUOTE;
	}
}

static int indent_of(const struct text_block *block, struct prose_row *row)
{
	int depth = block->level < 0 ? 0 : block->level > DEPTH_MAX ? DEPTH_MAX : block->level, col = depth * (ITEM_INDENT + 1);
	switch (block->kind) {
	case BLOCK_CODE: return CODE_INDENT;
	case BLOCK_QUOTE: return ITEM_INDENT;
	case BLOCK_ITEM: break;
	default: return 0;
	}
	row->head_col = col;
	if (block->number)
		snprintf(row->head, sizeof row->head, "%d.", block->number % 1000);
	else
		snprintf(row->head, sizeof row->head, "%s", glyph_text(GLYPH_DOT));
	return col + text_width(row->head) + 1;
}

static void links_place(struct prose *prose, size_t first_row, size_t first_link)
{
	for (size_t r = first_row; r < prose->row_count; r++)
		for (size_t i = 0; i < prose->rows[r].count; i++) {
			int link = prose->signs[prose->rows[r].first + i].link;
			if (link >= (int)first_link) {
				prose->links[link].row = (int)r;
				first_link = (size_t)link + 1;
			}
		}
}

static void block_add(struct prose *prose, const struct document *document, size_t index)
{
	const struct text_block *block = &document->blocks[index];
	struct prose_row head = { 0 };
	if (index && !(block->kind == BLOCK_ITEM && block[-1].kind == BLOCK_ITEM))
		row_add(prose, prose->sign_count, 0, 0);
	size_t first = prose->sign_count, first_row = prose->row_count, first_link = prose->link_count;
	for (size_t i = 0; i < block->span_count; i++)
		signs_add(prose, block, &block->spans[i]);
	rows_cut(prose, block, first, indent_of(block, &head));
	if (first_row < prose->row_count && head.head[0]) {
		memcpy(prose->rows[first_row].head, head.head, sizeof head.head);
		prose->rows[first_row].head_col = head.head_col;
	}
	links_place(prose, first_row, first_link);
}

struct prose *prose_new(const struct document *document, int cols)
{
	struct prose *prose = calloc(1, sizeof *prose);
	if (!prose)
		return NULL;
	prose->cols = cols < COLS_MIN ? COLS_MIN : cols;
	for (size_t i = 0; i < document->count && !prose->failed; i++)
		block_add(prose, document, i);
	if (!prose->failed)
		return prose;
	prose_free(prose);
	return NULL;
}

void prose_free(struct prose *prose)
{
	if (!prose)
		return;
	free(prose->signs);
	free(prose->rows);
	free(prose->links);
	free(prose);
}

int prose_rows(const struct prose *prose)
{
	return (int)prose->row_count;
}

/* ---- drawing ---- */

static void row_draw(const struct prose *prose, struct canvas *canvas, struct rect rect, int at, const struct prose_row *row, int link)
{
	int col = rect.col + row->col, right = rect.col + (rect.cols < prose->cols ? rect.cols : prose->cols);
	if (row->head[0])
		canvas_text(canvas, rect, at, rect.col + row->head_col, ROLE_QUIET, 0, row->head);
	if (row->quoted)
		canvas_put(canvas, rect, at, rect.col, glyph(GLYPH_V), ROLE_RULE, 0);
	for (size_t i = 0; i < row->count; i++) {
		const struct sign *sign = &prose->signs[row->first + i];
		bool chosen = link >= 0 && sign->link == link;
		if (col + columns_of(sign) > right) { /* only code is longer than its row */
			canvas_put(canvas, rect, at, right - 1, glyph(GLYPH_ELLIPSIS), ROLE_QUIET, 0);
			return;
		}
		canvas_put(canvas, rect, at, col, sign->c == NO_BREAK ? ' ' : sign->c, chosen ? ROLE_FOCUS : (enum role_of_cell)sign->role, chosen ? ATTR_REVERSE : sign->attr);
		col += columns_of(sign);
	}
}

void prose_draw(const struct prose *prose, struct canvas *canvas, struct rect rect, int top, int link)
{
	for (int i = 0; i < rect.rows; i++)
		if (top + i >= 0 && top + i < (int)prose->row_count)
			row_draw(prose, canvas, rect, rect.row + i, &prose->rows[top + i], link);
}

char *prose_row_text(const struct prose *prose, int row, char *to, size_t size)
{
	const struct prose_row *at = &prose->rows[row];
	size_t used = 0;
	for (size_t i = 0; i < at->count && used + 5 < size; i++)
		used += text_put(to + used, prose->signs[at->first + i].c);
	to[used] = '\0';
	return to;
}

/* ---- links ---- */

int prose_links(const struct prose *prose)
{
	return (int)prose->link_count;
}

const char *prose_link(const struct prose *prose, int index)
{
	return index >= 0 && index < (int)prose->link_count ? prose->links[index].target : NULL;
}

int prose_link_row(const struct prose *prose, int index)
{
	return index >= 0 && index < (int)prose->link_count ? prose->links[index].row : 0;
}
