/* text.c - a picture as plain text. */
#include "record/picture.h"

#include "trace/text.h"

/* What stands for a sign where there is only ASCII. */
static char near(uint32_t c)
{
	static const struct {
		uint32_t from, to;
		char sign;
	} signs[] = {
		{ 0x20, 0x7e, 0 }, { 0xb7, 0xb7, '.' }, { 0xd7, 0xd7, 'x' }, { 0x2010, 0x2015, '-' }, { 0x2018, 0x2019, '\'' }, { 0x201c, 0x201e, '"' },
		{ 0x2026, 0x2026, '~' }, { 0x2190, 0x2190, '<' }, { 0x2191, 0x2191, '^' }, { 0x2192, 0x2192, '>' }, { 0x2193, 0x2193, 'v' }, { 0x2212, 0x2212, '-' },
		{ 0x2500, 0x2501, '-' }, { 0x2502, 0x2503, '|' }, { 0x2504, 0x2505, '-' }, { 0x2506, 0x2507, '|' }, { 0x2508, 0x2509, '-' }, { 0x250a, 0x250b, '|' },
		{ 0x250c, 0x254b, '+' }, { 0x2550, 0x2550, '=' }, { 0x2551, 0x2551, '|' }, { 0x2552, 0x257f, '+' }, { 0x2580, 0x2580, '"' }, { 0x2581, 0x2582, '_' },
		{ 0x2583, 0x2585, '-' }, { 0x2586, 0x2588, '#' }, { 0x2589, 0x258a, '#' }, { 0x258b, 0x258f, '|' }, { 0x2590, 0x2590, '|' }, { 0x2591, 0x2591, '-' },
		{ 0x2592, 0x2592, '=' }, { 0x2593, 0x2593, '%' }, { 0x25a0, 0x25a0, '#' }, { 0x25a1, 0x25a1, '=' }, { 0x25b2, 0x25b2, '^' }, { 0x25b6, 0x25b8, '>' },
		{ 0x25bc, 0x25bc, 'v' }, { 0x25c0, 0x25c2, '<' }, { 0x25c6, 0x25c6, '!' }, { 0x25cb, 0x25cb, 'o' }, { 0x25cf, 0x25cf, '*' }, { 0x25d0, 0x25d0, 'r' },
		{ 0x2605, 0x2605, '*' }, { 0x2713, 0x2713, 'v' }, { 0x2717, 0x2717, 'x' },
	};
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (c >= signs[i].from && c <= signs[i].to)
			return signs[i].sign ? signs[i].sign : (char)c;
	return '?';
}

static int row_end(const struct picture *picture, int row)
{
	int end = picture->cols;
	while (end > 0 && picture->cells[row * picture->cols + end - 1].c == ' ')
		end--;
	return end;
}

static void row_text(const struct picture *picture, int row, bool ascii, FILE *to)
{
	int end = row_end(picture, row);
	for (int col = 0; col < end; col++) {
		uint32_t c = picture->cells[row * picture->cols + col].c;
		char bytes[4];
		if (c == 0 && ascii)
			fputc(' ', to); /* the columns hold */
		else if (c != 0 && ascii)
			fputc(near(c), to);
		else if (c != 0)
			fwrite(bytes, 1, text_put(bytes, c), to);
	}
	fputc('\n', to);
}

void picture_text(const struct picture *picture, bool ascii, FILE *to)
{
	int rows = picture->rows;
	while (rows > 0 && row_end(picture, rows - 1) == 0)
		rows--;
	for (int row = 0; row < rows; row++)
		row_text(picture, row, ascii, to);
}
