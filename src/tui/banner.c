/* banner.c - letters of 5×5 dots; two dots share a cell where half blocks exist, so the word is three rows high, five in ASCII.
 *
 * A picture keeps a place for itself that is empty just now by blanks of another role than text; what is free now is then free as long
 * as the picture is built as it is. The place is searched from the bottom right corner, where pictures are emptiest, with some margin, until there is one:
 * something may still glide when a pause begins, and take the place that was found first. When something else needs it later, the word goes and does not come back
 * elsewhere. */
#include "tui/banner.h"

#include "tui/glyph.h"

#include <string.h>

#define LETTERS 6
#define DOTS 5
#define STEP (DOTS + 1)
#define BEGINS_NS 1000000000u /* longer than things glide */
#define COLS (LETTERS * STEP - 1)

/* P A U S E D, a row of dots per line. */
static const char *const font[DOTS] = {
	"####   ###  #   #  #### ##### #### ",
	"#   # #   # #   # #     #     #   #",
	"####  ##### #   #  ###  ####  #   #",
	"#     #   # #   #     # #     #   #",
	"#     #   #  ###  ####  ##### #### ",
};

static int banner_rows(void)
{
	return glyph_is_ascii() ? DOTS : (DOTS + 1) / 2;
}

static bool is_free(const struct canvas *canvas, struct rect area, struct rect at)
{
	if (at.row < area.row || at.col < area.col || at.row + at.rows > area.row + area.rows || at.col + at.cols > area.col + area.cols)
		return false;
	for (int row = at.row; row < at.row + at.rows; row++)
		for (int col = at.col; col < at.col + at.cols; col++) {
			const struct cell *cell = &canvas->cells[row * canvas->cols + col];
			if (cell->c != ' ' || cell->role != ROLE_TEXT || cell->attr)
				return false;
		}
	return true;
}

static bool search(struct banner *banner, const struct canvas *canvas, struct rect area)
{
	struct rect at = { .rows = banner_rows() + 1, .cols = COLS + 4 };
	for (at.row = area.row + area.rows - at.rows; at.row >= area.row; at.row--)
		for (at.col = area.col + area.cols - at.cols; at.col >= area.col; at.col--)
			if (is_free(canvas, area, at)) {
				banner->at = at;
				return true;
			}
	return false;
}

static bool dot(int row, int col)
{
	return row < DOTS && font[row][col] == '#';
}

static void letters_draw(struct canvas *canvas, struct rect at)
{
	for (int row = 0; row < banner_rows(); row++)
		for (int col = 0; col < COLS; col++) {
			bool upper = glyph_is_ascii() ? dot(row, col) : dot(2 * row, col);
			bool lower = glyph_is_ascii() ? upper : dot(2 * row + 1, col);
			if (upper || lower)
				canvas_put(canvas, at, at.row + row, at.col + 2 + col,
					glyph(upper && lower ? GLYPH_FULL : upper ? GLYPH_UP_HALF : GLYPH_DOWN_HALF), ROLE_QUIET, 0);
		}
}

bool banner_draw(struct banner *banner, struct canvas *canvas, struct rect area, uint64_t now_ns)
{
	_Static_assert(sizeof "####   ###  #   #  #### ##### #### " - 1 == COLS, "a row of the font is as wide as the word");
	if (!banner->since_ns)
		banner->since_ns = now_ns;
	if (banner->placed && now_ns - banner->since_ns < BEGINS_NS && !is_free(canvas, area, banner->at))
		banner->shown = false;
	if (!banner->shown)
		banner->shown = banner->placed = search(banner, canvas, area);
	else if (banner->placed)
		banner->placed = is_free(canvas, area, banner->at);
	if (banner->placed)
		letters_draw(canvas, banner->at);
	return banner->placed;
}
