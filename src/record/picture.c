/* picture.c - cells and colours; see picture.h. */
#include "record/picture.h"

#include <stdlib.h>
#include <string.h>

void picture_size(struct picture *picture, int rows, int cols, uint32_t ink, uint32_t ground)
{
	size_t count = (size_t)rows * (size_t)cols;
	struct picture_cell *cells = realloc(picture->cells, count * sizeof *cells);
	if (!cells)
		abort();
	*picture = (struct picture){ .cells = cells, .rows = rows, .cols = cols, .ink = ink, .ground = ground };
	for (size_t i = 0; i < count; i++)
		cells[i] = (struct picture_cell){ .c = ' ', .ink = ink, .ground = ground };
}

void picture_release(struct picture *picture)
{
	free(picture->cells);
	*picture = (struct picture){ .cells = NULL };
}

void picture_copy(struct picture *to, const struct picture *from)
{
	picture_size(to, from->rows, from->cols, from->ink, from->ground);
	memcpy(to->cells, from->cells, (size_t)from->rows * (size_t)from->cols * sizeof *to->cells);
}

/* xterm's ctlseqs: the cube's steps are 0, 95, 135 … 255; the greys go from 8 by tens. */
uint32_t picture_colour(int index)
{
	static const uint32_t own[16] = { 0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
		0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff };
	static const uint32_t steps[6] = { 0, 95, 135, 175, 215, 255 };
	uint32_t of_cube = (uint32_t)(index - 16);
	if (index < 16)
		return own[index & 15];
	if (index < 232)
		return steps[of_cube / 36] << 16 | steps[of_cube / 6 % 6] << 8 | steps[of_cube % 6];
	return (uint32_t)(8 + 10 * (index - 232)) * 0x010101u;
}

uint32_t picture_mix(uint32_t a, uint32_t b, int percent)
{
	uint32_t mixed = 0;
	for (int shift = 0; shift <= 16; shift += 8) {
		int of_a = (int)(a >> shift & 255), of_b = (int)(b >> shift & 255);
		mixed |= (uint32_t)((of_a * percent + of_b * (100 - percent)) / 100) << shift;
	}
	return mixed;
}

void picture_put(struct picture *picture, int row, int col, uint32_t c, const struct picture_style *style)
{
	uint32_t ink = style->ink < 0 ? picture->ink : picture_colour(style->ink);
	uint32_t ground = style->ground < 0 ? picture->ground : picture_colour(style->ground);
	if (row < 0 || col < 0 || row >= picture->rows || col >= picture->cols)
		return;
	if (style->dim)
		ink = picture_mix(ink, ground, 60);
	picture->cells[row * picture->cols + col] = (struct picture_cell){ .c = c, .ink = style->reverse ? ground : ink, .ground = style->reverse ? ink : ground,
		.attr = (style->bold ? PICTURE_BOLD : 0) | (style->underline ? PICTURE_UNDERLINE : 0) };
}

uint32_t picture_ground(const struct picture *picture)
{
	uint32_t grounds[16] = { picture->ground };
	int counts[16] = { 0 }, known = 0, best = 0;
	for (int i = 0; i < picture->rows * picture->cols; i++) {
		int at = 0;
		while (at < known && grounds[at] != picture->cells[i].ground)
			at++;
		if (at == known && known < 16)
			grounds[known++] = picture->cells[i].ground;
		if (at < known && ++counts[at] > counts[best])
			best = at;
	}
	return grounds[best];
}
