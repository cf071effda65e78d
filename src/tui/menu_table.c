/* menu_table.c - a page that is a table, where there is room for one: rows under four kinds, gone through cell by cell; Enter leads to the kitchen that shows what a cell says.
 *
 * Where it is too narrow the same page is read as text (reader.h). Rows are as high as their longest cell; the one chosen is kept in sight. */
#include "tui/menu_inner.h"

#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pen.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLS_FROM 100
#define COLS_MAX 150
#define LABEL 17
#define GAP 3

static int cell_cols(int cols)
{
	return (cols - LABEL) / MENU_TABLE_COLS - GAP;
}

static int row_rows(const struct menu_table *table, int row, int cols)
{
	int rows = wrap_count(table->rows[row].title, LABEL - GAP);
	for (int i = 0; i < MENU_TABLE_COLS; i++) {
		int cell = wrap_count(table->rows[row].cells[i].text, cell_cols(cols)) + (table->rows[row].cells[i].see[0] != '\0');
		rows = cell > rows ? cell : rows;
	}
	return rows + 1; /* and an empty one */
}

bool menu_table_fits(const struct menu *menu)
{
	return menu->table && menu->app && menu->app->canvas.cols >= COLS_FROM;
}

void menu_table_open(struct menu *menu)
{
	struct error error;
	if (!menu->table)
		menu->table = calloc(1, sizeof *menu->table);
	if (menu->table && menu->world.table(menu->world.data, menu->table, &error)) {
		free(menu->table);
		menu->table = NULL; /* the reader says why */
	}
	menu->table_row = menu->table_col = 0;
}

/* ---- drawing ---- */

/* Blanks that are not to be broken at have done their work once a line is made. */
static void blanks_again(char *text)
{
	char *to = text;
	for (; *text; text++) {
		bool blank = (unsigned char)text[0] == 0xc2 && (unsigned char)text[1] == 0xa0;
		*to++ = blank ? ' ' : *text;
		text += blank;
	}
	*to = '\0';
}

static void text_draw(struct pen *pen, int cols, enum role_of_cell role, int attr, const char *text)
{
	char line[512];
	int col = pen->col;
	while ((text = wrap_line(text, cols, line, sizeof line))) {
		blanks_again(line);
		if (pen->row >= 0)
			pen_text(pen, role, attr, line);
		pen_at(pen, pen->row + 1, col);
	}
}

static void row_draw(const struct menu *menu, struct pen *pen, int top, int row)
{
	const struct menu_table *table = menu->table;
	int each = cell_cols(pen->rect.cols);
	pen_at(pen, top, 0);
	text_draw(pen, LABEL - GAP, ROLE_TITLE, ATTR_BOLD, table->rows[row].title);
	for (int i = 0; i < MENU_TABLE_COLS; i++) {
		bool chosen = row == menu->table_row && i == menu->table_col;
		pen_at(pen, top, LABEL + i * (each + GAP));
		if (chosen && top >= 0)
			canvas_put(pen->canvas, pen->rect, pen->rect.row + top, pen->rect.col + pen->col - 2, glyph(GLYPH_HEAD), ROLE_MARK, ATTR_BOLD);
		text_draw(pen, each, chosen ? ROLE_MARK : ROLE_TEXT, 0, table->rows[row].cells[i].text);
		if (pen->row >= 0 && table->rows[row].cells[i].see[0])
			pen_rest(pen, chosen ? ROLE_MARK : ROLE_QUIET, chosen ? ATTR_UNDERLINE | ATTR_BOLD : ATTR_UNDERLINE, table->rows[row].cells[i].see);
	}
}

/* The first line shown, so that the row chosen is whole in sight. */
static int top_of(const struct menu *menu, int cols, int page)
{
	int before = 0, all = 0, top;
	for (int i = 0; i < menu->table->count; i++) {
		int rows = row_rows(menu->table, i, cols);
		before += i < menu->table_row ? rows : 0;
		all += rows;
	}
	int end = before + row_rows(menu->table, menu->table_row, cols);
	top = end > page ? end - page : 0;
	return all <= page ? 0 : top;
}

static void heads_draw(const struct menu *menu, struct canvas *canvas, struct rect rect)
{
	struct pen pen = { .canvas = canvas, .rect = rect };
	int each = cell_cols(rect.cols);
	pen_text(&pen, ROLE_TITLE, ATTR_BOLD, menu->table->title);
	pen_at(&pen, 1, 0);
	pen_rest(&pen, ROLE_QUIET, 0, menu->table->note);
	for (int i = 0; i < MENU_TABLE_COLS; i++) {
		pen_at(&pen, 3, LABEL + i * (each + GAP));
		pen_text(&pen, ROLE_TITLE, ATTR_BOLD, menu->table->heads[i]);
	}
	for (int i = 0; i < rect.cols; i++)
		canvas_put(canvas, rect, rect.row + 4, rect.col + i, glyph(GLYPH_H), ROLE_RULE, 0);
}

void menu_table_draw(struct menu *menu, struct canvas *canvas)
{
	int cols = canvas->cols - 6 < COLS_MAX ? canvas->cols - 6 : COLS_MAX, left = (canvas->cols - cols) / 2;
	struct rect head = { 1, left, 5, cols }, keys = { canvas->rows - 1, left, 1, cols };
	struct pen pen = { .canvas = canvas, .rect = { 7, left, canvas->rows - 9, cols } };
	heads_draw(menu, canvas, head);
	int at = -top_of(menu, cols, pen.rect.rows);
	for (int i = 0; i < menu->table->count; i++) {
		row_draw(menu, &pen, at, i);
		at += row_rows(menu->table, i, cols);
	}
	static const struct hint hints[] = {
		{ "\1 \2 \3 \4", N_("choose a cell"), 1 }, { "Enter", N_("see it in its kitchen"), 1 }, { "?", N_("help"), 2 }, { "Esc", N_("back"), 1 }, { "q", N_("quit"), 2 }, { NULL, NULL, 0 },
	};
	hints_draw(hints, canvas, keys, &menu->places);
}

/* ---- keys ---- */

static int within(int value, int count)
{
	return value < 0 ? 0 : value >= count ? count - 1 : value;
}

bool menu_table_key(struct menu *menu, int key)
{
	int row = menu->table_row, col = menu->table_col, last = menu->table->count - 1;
	char link[80];
	switch (key) {
	case KEYS_UP: row--; break;
	case KEYS_DOWN: row++; break;
	case KEYS_LEFT: case KEYS_BACK_TAB: col--; break;
	case KEYS_RIGHT: case KEYS_TAB: col++; break;
	case KEYS_PAGE_UP: row -= 3; break;
	case KEYS_PAGE_DOWN: row += 3; break;
	case KEYS_HOME: row = col = 0; break;
	case KEYS_END: row = last; break;
	case KEYS_ENTER:
		snprintf(link, sizeof link, "recipe:%s", menu->table->rows[row].cells[col].see);
		if (menu->table->rows[row].cells[col].see[0])
			menu_follow(menu, link);
		return true;
	default: return false;
	}
	menu->table_row = within(row, last + 1);
	menu->table_col = within(col, MENU_TABLE_COLS);
	return true;
}
