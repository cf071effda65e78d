/* screen.c - the canvas that the terminal shows is kept here; each row is compared with the new one.
 *
 * ncurses compares too, but only after its whole window was repainted, which is where a frame's time goes. So only the stretch of each row
 * from its first to its last changed cell is given to ncurses, and when there is none, ncurses is not called at all.
 * Each role has a colour pair, number role + 1, made once. */
#include "tui/screen.h"

#include "tui/colour.h"
#include "tui/glyph.h"

#include <curses.h>

#include <string.h>

/* A terminal without default colours is light on black. */
static int colour_or(int colour, int otherwise)
{
	return colour < 0 ? otherwise : colour;
}

static void pairs_make(const struct style *styles, bool defaults)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		int fg = styles[role].fg, bg = styles[role].bg;
		init_extended_pair(role + 1, defaults ? fg : colour_or(fg, COLOR_WHITE), defaults ? bg : colour_or(bg, COLOR_BLACK));
	}
}

/* Where there are 8 colours many terminals show bold as bright: black on white becomes grey. */
static bool pales(const struct style *style, enum depth depth)
{
	if (depth != DEPTH_8 || style->fg < 0 || style->bg < 0)
		return false;
	return colour_contrast(colour_of(style->fg + 8), colour_of(style->bg)) < colour_contrast(colour_of(style->fg), colour_of(style->bg));
}

void screen_dress(struct screen *screen, const struct theme *theme, enum depth depth)
{
	screen->styles = theme->styles[depth];
	for (int role = 0; role < ROLE_COUNT; role++)
		screen->pales[role] = pales(&screen->styles[role], depth);
	screen->colours = depth != DEPTH_MONO && has_colors();
	bool defaults = has_colors() && use_default_colors() == OK; /* also in mono: else ncurses takes white on black for granted */
	if (screen->colours)
		pairs_make(screen->styles, defaults);
	screen_forget(screen);
}

void screen_init(struct screen *screen, const struct theme *theme, enum depth depth, bool ascii)
{
	*screen = (struct screen){ .ascii = ascii };
	canvas_init(&screen->shown, 0, 0);
	screen_dress(screen, theme, depth);
}

void screen_release(struct screen *screen)
{
	canvas_release(&screen->shown);
}

static attr_t attributes_of(const struct screen *screen, const struct cell *cell)
{
	struct cell own = *cell;
	own.attr &= screen->pales[cell->role] ? (uint8_t)~ATTR_BOLD : UINT8_MAX;
	int attr = theme_attr(&screen->styles[cell->role], &own);
	return (attr & ATTR_BOLD ? A_BOLD : 0) | (attr & ATTR_REVERSE ? A_REVERSE : 0) | (attr & ATTR_UNDERLINE ? A_UNDERLINE : 0) |
		(attr & ATTR_DIM ? A_DIM : 0);
}

static void cell_make(const struct screen *screen, const struct cell *cell, cchar_t *to)
{
	wchar_t text[2] = { (wchar_t)cell->c, 0 };
	if (screen->ascii && cell->c > 0x7e)
		text[0] = glyph_in_ascii(cell->c);
	int pair = screen->colours ? cell->role + 1 : 0;
	setcchar(to, text, attributes_of(screen, cell), (short)pair, NULL);
}

static void stretch_write(const struct screen *screen, const struct cell *cells, int row, int first, int last)
{
	cchar_t chars[128];
	while (first <= last) {
		int count = 0, col = first;
		for (; col <= last && count < 128; col++) {
			if (cells[col].c == 0) {
				if (!screen->ascii)
					continue; /* the left half, just written, takes this column too */
				setcchar(&chars[count++], L" ", 0, (short)(screen->colours ? cells[col].role + 1 : 0), NULL);
				continue;
			}
			cell_make(screen, &cells[col], &chars[count++]);
		}
		mvadd_wchnstr(row, first, chars, count);
		first = col;
		while (first <= last && cells[first].c == 0)
			first++;
	}
}

/* Compare one row, write what changed, remember it; returns how many cells. */
static int row_show(struct screen *screen, const struct cell *now, struct cell *shown, int row, int cols)
{
	if (memcmp(now, shown, (size_t)cols * sizeof *now) == 0)
		return 0;
	int first = 0, last = cols - 1, changed = 0;
	while (first < last && !memcmp(&now[first], &shown[first], sizeof *now))
		first++;
	while (last > first && !memcmp(&now[last], &shown[last], sizeof *now))
		last--;
	for (int col = first; col <= last; col++)
		changed += memcmp(&now[col], &shown[col], sizeof *now) != 0;
	if (now[first].c == 0 && first > 0)
		first--;
	stretch_write(screen, now, row, first, last);
	memcpy(shown, now, (size_t)cols * sizeof *now);
	return changed;
}

static void begin_anew(struct screen *screen, const struct canvas *canvas)
{
	canvas_resize(&screen->shown, canvas->rows, canvas->cols);
	for (int i = 0; i < canvas->rows * canvas->cols; i++)
		screen->shown.cells[i].c = UINT32_MAX; /* equal to nothing */
	cchar_t ground;
	cell_make(screen, &(struct cell){ .c = ' ', .role = ROLE_TEXT }, &ground);
	bkgrndset(&ground);
	erase();
	clearok(stdscr, !screen->handed_over);
	screen->forgotten = screen->handed_over = false;
}

int screen_show(struct screen *screen, const struct canvas *canvas)
{
	if (screen->forgotten || screen->shown.rows != canvas->rows || screen->shown.cols != canvas->cols)
		begin_anew(screen, canvas);
	int rows = canvas->rows < LINES ? canvas->rows : LINES, cols = canvas->cols < COLS ? canvas->cols : COLS;
	int changed = 0;
	for (int row = 0; row < rows; row++) {
		size_t at = (size_t)row * (size_t)canvas->cols;
		changed += row_show(screen, &canvas->cells[at], &screen->shown.cells[at], row, cols);
	}
	if (changed) {
		wnoutrefresh(stdscr);
		doupdate();
	}
	return changed;
}

void screen_forget(struct screen *screen)
{
	screen->forgotten = true;
}
