/* svg_sign.c - lines, corners and blocks as paths: whatever the font, they join.
 *
 * Everything is a filled rectangle in whole units, so that it is sharp at its own size. A line sign is four arms that meet in the middle of the cell, each of a weight. */
#include "record/svg_inner.h"

#define W SVG_CELL_COLS
#define H SVG_CELL_ROWS
#define CX 4 /* a light line takes the column from 4 to 5, and the row from 10 to 11 */
#define CY 10

enum weight { NONE, LIGHT, HEAVY, DOUBLE };

struct arms {
	uint32_t c;
	uint8_t left, right, up, down; /* enum weight */
};

static const struct arms lines[] = {
	{ 0x2500, LIGHT, LIGHT, 0, 0 }, { 0x2501, HEAVY, HEAVY, 0, 0 }, { 0x2502, 0, 0, LIGHT, LIGHT }, { 0x2503, 0, 0, HEAVY, HEAVY },
	{ 0x250c, 0, LIGHT, 0, LIGHT }, { 0x2510, LIGHT, 0, 0, LIGHT }, { 0x2514, 0, LIGHT, LIGHT, 0 }, { 0x2518, LIGHT, 0, LIGHT, 0 },
	{ 0x251c, 0, LIGHT, LIGHT, LIGHT }, { 0x2524, LIGHT, 0, LIGHT, LIGHT }, { 0x252c, LIGHT, LIGHT, 0, LIGHT }, { 0x2534, LIGHT, LIGHT, LIGHT, 0 },
	{ 0x253c, LIGHT, LIGHT, LIGHT, LIGHT }, { 0x2550, DOUBLE, DOUBLE, 0, 0 }, { 0x2551, 0, 0, DOUBLE, DOUBLE }, { 0x2554, 0, DOUBLE, 0, DOUBLE },
	{ 0x2557, DOUBLE, 0, 0, DOUBLE }, { 0x255a, 0, DOUBLE, DOUBLE, 0 }, { 0x255d, DOUBLE, 0, DOUBLE, 0 }, { 0x256a, DOUBLE, DOUBLE, LIGHT, LIGHT },
	{ 0x256b, LIGHT, LIGHT, DOUBLE, DOUBLE }, { 0x256d, 0, LIGHT, 0, LIGHT }, { 0x256e, LIGHT, 0, 0, LIGHT }, { 0x256f, LIGHT, 0, LIGHT, 0 },
	{ 0x2570, 0, LIGHT, LIGHT, 0 },
};

static const struct arms *arms_of(uint32_t c)
{
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (lines[i].c == c)
			return &lines[i];
	return NULL;
}

static bool is_dashed(uint32_t c)
{
	return c >= 0x2504 && c <= 0x250b;
}

int svg_sign_shade(uint32_t c)
{
	return c == 0x2591 ? 25 : c == 0x2592 ? 50 : c == 0x2593 ? 75 : 0;
}

bool svg_sign_is_drawn(uint32_t c)
{
	return (c >= 0x2580 && c <= 0x2590) || is_dashed(c) || arms_of(c);
}

bool svg_sign_joins(uint32_t c)
{
	return c == 0x2500 || c == 0x2501 || c == 0x2550 || (c >= 0x2580 && c <= 0x2588);
}

static void box(FILE *to, int x, int y, int width, int height)
{
	if (width > 0 && height > 0)
		fprintf(to, "M%d %dh%dv%dh-%dz", x, y, width, height, width);
}

/* Blocks: of the lower, left, upper or right part so many eighths. */
static void block(uint32_t c, int x, int y, int count, FILE *to)
{
	if (c == 0x2580)
		box(to, x, y, W * count, H / 2);
	else if (c == 0x2590)
		box(to, x + W / 2, y, W - W / 2, H);
	else if (c <= 0x2588) {
		int height = (H * (int)(c - 0x2580) + 4) / 8;
		box(to, x, y + H - height, W * count, height);
	} else
		box(to, x, y, (W * (int)(0x2590 - c) + 4) / 8, H);
}

static void dashes(uint32_t c, int x, int y, FILE *to)
{
	bool upright = c & 2, four = c >= 0x2508;
	int thick = c & 1 ? 3 : 1, parts = four ? 4 : 3, length = upright ? H : W;
	for (int i = 0; i < parts; i++) {
		int from = length * i / parts, till = length * (i + 1) / parts - (upright ? 2 : 1);
		if (upright)
			box(to, x + CX - thick / 2, y + from, thick, till - from);
		else
			box(to, x + from, y + CY - thick / 2, till - from, thick);
	}
}

/* How far from the middle the two strokes of an arm lie: one stroke of a light or heavy line, twice at the same place. */
static int strokes(enum weight weight)
{
	return weight == DOUBLE ? 2 : 1;
}

/* Where a stroke of a double arm ends in the middle: at the outer stroke of a corner, the inner one where it is the inner. `offset` is its own, `across` says to which side the other arm of a
 * corner goes (-1, 1; 0 both or none). */
static int meets(enum weight other, int side, int offset, int across)
{
	if (other != DOUBLE)
		return 0;
	return across == 0 ? -2 * side : (offset * across > 0 ? 2 : -2) * side;
}

static void arm_level(const struct arms *arms, int side, enum weight weight, int x, int y, int width, FILE *to)
{
	enum weight other = arms->up ? arms->up : arms->down;
	int across = (arms->down ? 1 : 0) - (arms->up ? 1 : 0), thick = weight == HEAVY ? 3 : 1;
	for (int i = 0; i < strokes(weight); i++) {
		int offset = weight == DOUBLE ? i * 4 - 2 : 0, middle = CX + meets(other, side, offset, across);
		int from = side < 0 ? 0 : middle, till = side < 0 ? middle + 1 : width;
		box(to, x + from, y + CY + offset - thick / 2, till - from, thick);
	}
}

static void arm_upright(const struct arms *arms, int side, enum weight weight, int x, int y, FILE *to)
{
	enum weight other = arms->left ? arms->left : arms->right;
	int across = (arms->right ? 1 : 0) - (arms->left ? 1 : 0), thick = weight == HEAVY ? 3 : 1;
	for (int i = 0; i < strokes(weight); i++) {
		int offset = weight == DOUBLE ? i * 4 - 2 : 0, middle = CY + meets(other, side, offset, across);
		int from = side < 0 ? 0 : middle, till = side < 0 ? middle + 1 : H;
		box(to, x + CX + offset - thick / 2, y + from, thick, till - from);
	}
}

static void line(const struct arms *arms, int x, int y, int count, FILE *to)
{
	if (arms->left && arms->right && !arms->up && !arms->down) {
		arm_level(arms, 1, arms->left, x - CX, y, W * count + CX, to);
		return;
	}
	if (arms->left)
		arm_level(arms, -1, arms->left, x, y, W, to);
	if (arms->right)
		arm_level(arms, 1, arms->right, x, y, W, to);
	if (arms->up)
		arm_upright(arms, -1, arms->up, x, y, to);
	if (arms->down)
		arm_upright(arms, 1, arms->down, x, y, to);
}

void svg_sign(uint32_t c, int x, int y, int count, FILE *to)
{
	const struct arms *arms = arms_of(c);
	if (arms)
		line(arms, x, y, count, to);
	else if (is_dashed(c))
		for (int i = 0; i < count; i++)
			dashes(c, x + i * W, y, to);
	else
		block(c, x, y, count, to);
}
