/* menu_list.c - rows become lines: an empty one before each heading, and of a search only what matches, with its heading.
 *
 * What always holds after settling: the row chosen is shown and no heading, or it is -1. */
#include "tui/menu_list.h"

#include "paper/key.h"
#include "trace/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH_COLS 7
#define LENGTH_FROM 50 /* narrower lists do not say how long things take */

void menu_list_release(struct menu_list *list)
{
	free(list->rows);
	free(list->lines);
	*list = (struct menu_list){ 0 };
}

void menu_list_clear(struct menu_list *list)
{
	list->count = 0;
	list->line_count = 0;
}

struct menu_row *menu_list_add(struct menu_list *list)
{
	if (list->count == list->room) {
		list->room = list->room ? list->room * 2 : 64;
		list->rows = realloc(list->rows, list->room * sizeof *list->rows);
		list->lines = realloc(list->lines, 2 * list->room * sizeof *list->lines);
		if (!list->rows || !list->lines)
			abort();
	}
	struct menu_row *row = &list->rows[list->count++];
	*row = (struct menu_row){ .sign = GLYPH_COUNT };
	return row;
}

/* ---- which rows are shown ---- */

static bool matches(const struct menu_list *list, const struct menu_row *row)
{
	if (!list->sought[0] || strcasestr(row->title, list->sought))
		return !row->heading;
	for (size_t i = 0; i < sizeof row->sought / sizeof row->sought[0]; i++)
		if (row->sought[i] && strcasestr(row->sought[i], list->sought))
			return !row->heading;
	return false;
}

static void lines_make(struct menu_list *list)
{
	int heading = -1;
	list->line_count = 0;
	for (int i = 0; i < (int)list->count; i++) {
		if (list->rows[i].heading) {
			heading = i;
			continue;
		}
		if (!matches(list, &list->rows[i]) || (list->sought[0] && list->rows[i].marked))
			continue;
		if (heading >= 0 && list->line_count)
			list->lines[list->line_count++] = -1;
		if (heading >= 0)
			list->lines[list->line_count++] = heading;
		heading = -1;
		list->lines[list->line_count++] = i;
	}
}

static bool can_choose(const struct menu_list *list, int line)
{
	return line >= 0 && line < list->line_count && list->lines[line] >= 0 && !list->rows[list->lines[line]].heading;
}

static int line_of(const struct menu_list *list, int row)
{
	for (int i = 0; i < list->line_count; i++)
		if (row >= 0 && list->lines[i] == row)
			return i;
	return -1;
}

/* Choose the nearest line from `line` on in this direction, else in the other. */
static void choose(struct menu_list *list, int line, int by)
{
	for (int at = line; at >= 0 && at < list->line_count; at += by)
		if (can_choose(list, at)) {
			list->chosen = list->lines[at];
			return;
		}
	for (int at = line < 0 ? 0 : line >= list->line_count ? list->line_count - 1 : line; at >= 0 && at < list->line_count; at -= by)
		if (can_choose(list, at)) {
			list->chosen = list->lines[at];
			return;
		}
	list->chosen = -1;
}

void menu_list_settle(struct menu_list *list, const char *link)
{
	lines_make(list);
	for (int i = 0; link && i < (int)list->count; i++)
		if (!list->rows[i].heading && !strcmp(list->rows[i].link, link)) {
			list->chosen = i;
			break;
		}
	if (line_of(list, list->chosen) < 0)
		choose(list, 0, 1);
}

const struct menu_row *menu_list_chosen(const struct menu_list *list)
{
	return list->chosen >= 0 && list->chosen < (int)list->count ? &list->rows[list->chosen] : NULL;
}

/* ---- drawing ---- */

static void row_draw(const struct menu_list *list, struct canvas *canvas, struct rect rect, int at, int index)
{
	const struct menu_row *row = &list->rows[index];
	bool chosen = index == list->chosen;
	int right = rect.col + rect.cols, length = rect.cols >= LENGTH_FROM ? LENGTH_COLS : 0, state = text_width(row->state);
	if (row->heading) {
		canvas_text_cut(canvas, rect, at, rect.col + 2, rect.cols - state - 4, ROLE_QUIET, ATTR_BOLD, row->title);
		canvas_text(canvas, rect, at, right - state, ROLE_QUIET, 0, row->state);
		return;
	}
	enum role_of_cell role = chosen || row->marked ? ROLE_MARK : ROLE_TEXT;
	if (chosen)
		canvas_put(canvas, rect, at, rect.col, glyph(GLYPH_HEAD), ROLE_MARK, ATTR_BOLD);
	if (row->picked)
		canvas_put(canvas, rect, at, rect.col + 1, '+', ROLE_KEY, 0);
	if (row->sign != GLYPH_COUNT)
		canvas_put(canvas, rect, at, rect.col + 2, glyph(row->sign), row->role, 0);
	int col = rect.col + (row->sign == GLYPH_COUNT ? 2 : 4), room = right - length - state - 2 - col;
	canvas_text_cut(canvas, rect, at, col, room, role, chosen ? ATTR_BOLD : 0, row->title);
	canvas_text(canvas, rect, at, right - length - state, row->role, 0, row->state);
	if (length)
		canvas_text(canvas, rect, at, right - text_width(row->length), ROLE_QUIET, 0, row->length);
}

/* The line chosen stays in sight, and with it, at the top, the heading above. */
static void top_fit(struct menu_list *list, int rows)
{
	int line = line_of(list, list->chosen), last = list->line_count - rows;
	int above = line > 0 && list->lines[line - 1] >= 0 && list->rows[list->lines[line - 1]].heading ? line - 1 : line;
	if (above >= 0 && above < list->top)
		list->top = above;
	if (line >= list->top + rows)
		list->top = line - rows + 1;
	if (list->top > last)
		list->top = last;
	if (list->top < 0)
		list->top = 0;
}

/* A thin bar where there is more than fits. */
static void bar_draw(const struct menu_list *list, struct canvas *canvas, struct rect rect)
{
	if (list->line_count <= rect.rows)
		return;
	int size = rect.rows * rect.rows / list->line_count, room = rect.rows - (size ? size : 1);
	int first = list->top * room / (list->line_count - rect.rows);
	for (int i = 0; i < (size ? size : 1); i++)
		canvas_put(canvas, rect, rect.row + first + i, rect.col + rect.cols - 1, glyph(GLYPH_V), ROLE_QUIET, 0);
}

void menu_list_draw(struct menu_list *list, struct canvas *canvas, struct rect rect)
{
	struct rect text = rect;
	text.cols -= 2;
	list->at = rect;
	top_fit(list, rect.rows);
	for (int i = 0; i < rect.rows && list->top + i < list->line_count; i++)
		if (list->lines[list->top + i] >= 0)
			row_draw(list, canvas, text, rect.row + i, list->lines[list->top + i]);
	bar_draw(list, canvas, rect);
}

/* ---- keys ---- */

static enum menu_list_key press(struct menu_list *list, const struct input_key *key)
{
	int line = key->row - list->at.row + list->top;
	if (key->row < list->at.row || key->row >= list->at.row + list->at.rows || key->col < list->at.col || key->col >= list->at.col + list->at.cols)
		return MENU_LIST_NOT;
	if (!can_choose(list, line))
		return MENU_LIST_USED;
	bool again = list->chosen == list->lines[line];
	list->chosen = list->lines[line];
	return again ? MENU_LIST_TAKEN : MENU_LIST_USED;
}

static enum menu_list_key step(struct menu_list *list, int key)
{
	int line = line_of(list, list->chosen), page = list->at.rows > 2 ? list->at.rows - 2 : 1;
	switch (key) {
	case KEYS_UP: choose(list, line - 1, -1); return MENU_LIST_USED;
	case KEYS_DOWN: choose(list, line + 1, 1); return MENU_LIST_USED;
	case KEYS_PAGE_UP: choose(list, line - page > 0 ? line - page : 0, -1); return MENU_LIST_USED;
	case KEYS_PAGE_DOWN: choose(list, line + page < list->line_count ? line + page : list->line_count - 1, 1); return MENU_LIST_USED;
	case KEYS_HOME: choose(list, 0, 1); list->top = 0; return MENU_LIST_USED;
	case KEYS_END: choose(list, list->line_count - 1, -1); return MENU_LIST_USED;
	case KEYS_ENTER: return list->chosen >= 0 ? MENU_LIST_TAKEN : MENU_LIST_USED;
	default: return MENU_LIST_NOT;
	}
}

static void seek(struct menu_list *list)
{
	list->top = 0;
	lines_make(list);
	choose(list, 0, 1);
}

static void search_close(struct menu_list *list)
{
	char link[sizeof list->rows->link] = "";
	if (menu_list_chosen(list))
		snprintf(link, sizeof link, "%s", menu_list_chosen(list)->link);
	list->typing = false;
	list->sought[0] = '\0';
	menu_list_settle(list, link); /* what was found stays chosen */
}

static enum menu_list_key type(struct menu_list *list, int key)
{
	size_t length = strlen(list->sought);
	if (key == KEYS_ESCAPE || (key == KEYS_BACKSPACE && !length)) {
		search_close(list);
		return MENU_LIST_USED;
	}
	if (key == KEYS_BACKSPACE) {
		while (length && (list->sought[--length] & 0xc0) == 0x80)
			continue;
		list->sought[length] = '\0';
	} else if (key >= ' ' && key < KEYS_FIRST && length + 5 < sizeof list->sought) {
		list->sought[length + text_put(list->sought + length, (uint32_t)key)] = '\0';
	} else {
		enum menu_list_key used = step(list, key);
		if (used == MENU_LIST_TAKEN)
			search_close(list); /* one comes back to the whole list, at what was found */
		return used;
	}
	seek(list);
	return MENU_LIST_USED;
}

enum menu_list_key menu_list_key(struct menu_list *list, const struct input_key *key)
{
	if (key->key == KEYS_MOUSE) {
		enum menu_list_key used = press(list, key);
		if (used == MENU_LIST_TAKEN && list->typing)
			search_close(list);
		return used;
	}
	if (list->typing)
		return type(list, key->key);
	if (key->key != '/')
		return step(list, key->key);
	list->typing = true;
	return MENU_LIST_USED;
}
