/* menu_title.c - the name over the door. Letters are 5×5 dots; two dots share a cell where half blocks exist, so that the name is three rows high, five in ASCII. */
#include "tui/menu_inner.h"

#include "trace/tongue.h"
#include "tui/glyph.h"

#define DOTS 5
#define COLS 53

/* L U N C H R U S H, a row of dots per line. */
static const char *const font[DOTS] = {
	"#     #   # #   #  #### #   # ####  #   #  #### #   #",
	"#     #   # ##  # #     #   # #   # #   # #     #   #",
	"#     #   # # # # #     ##### ####  #   #  ###  #####",
	"#     #   # #  ## #     #   # #  #  #   #     # #   #",
	"#####  ###  #   #  #### #   # #   #  ###  ####  #   #",
};

static bool dot(int row, int col)
{
	return row < DOTS && font[row][col] == '#';
}

static uint32_t sign_at(int row, int col)
{
	if (glyph_is_ascii())
		return dot(row, col) ? '#' : ' ';
	bool up = dot(2 * row, col), down = dot(2 * row + 1, col);
	return up && down ? glyph(GLYPH_FULL) : up ? glyph(GLYPH_UP_HALF) : down ? glyph(GLYPH_DOWN_HALF) : ' ';
}

int menu_title_rows(bool large)
{
	return !large ? 1 : glyph_is_ascii() ? DOTS + 2 : (DOTS + 1) / 2 + 2;
}

int menu_title_draw(struct canvas *canvas, struct rect rect, bool large)
{
	const char *words = _("Watch task scheduling happen.");
	if (!large) {
		int col = canvas_text(canvas, rect, rect.row, rect.col, ROLE_TITLE, ATTR_BOLD, "Lunchrush");
		canvas_text(canvas, rect, rect.row, col + 3, ROLE_QUIET, 0, words);
		return 1;
	}
	int rows = menu_title_rows(true);
	for (int row = 0; row < rows - 2; row++)
		for (int col = 0; col < COLS; col++)
			canvas_put(canvas, rect, rect.row + row, rect.col + col, sign_at(row, col), ROLE_TITLE, 0);
	canvas_text(canvas, rect, rect.row + rows - 1, rect.col, ROLE_QUIET, 0, words);
	return rows;
}
