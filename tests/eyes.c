/* eyes.c - see eyes.h.
 *
 * A sequence is held until it is whole, so libvterm is always between two of them, but for strings (titles, the clipboard), which go through as they come. Wherever it is between two, the
 * cursor and the region can be mended with sequences of our own: after a new size, and after each sequence. */
#include "eyes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ESC '\033'

void eyes_init(struct eyes *eyes, VTerm *vt, int rows, int cols)
{
	*eyes = (struct eyes){ .vt = vt, .rows = rows, .cols = cols };
}

static int within(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

static void mend(struct eyes *eyes)
{
	VTermPos at;
	char words[32];
	if (eyes->in_string)
		return;
	vterm_state_get_cursorpos(vterm_obtain_state(eyes->vt), &at);
	int row = within(at.row, 0, eyes->rows - 1), col = within(at.col, 0, eyes->cols - 1);
	bool beyond = eyes->region_end > eyes->rows;
	if (!beyond && row == at.row && col == at.col)
		return;
	int length = snprintf(words, sizeof words, "%s\033[%d;%dH", beyond ? "\033[r" : "", row + 1, col + 1); /* a region takes the cursor home */
	vterm_input_write(eyes->vt, words, (size_t)length);
	eyes->region_end = beyond ? 0 : eyes->region_end;
}

/* CSI TOP ; BOTTOM r, as xterm takes it. */
static void region(struct eyes *eyes)
{
	char *rest, words[32];
	int top = (int)strtol(eyes->held + 2, &rest, 10), bottom = *rest == ';' ? (int)strtol(rest + 1, NULL, 10) : 0;
	top = top < 1 ? 1 : top;
	bottom = bottom < 1 || bottom > eyes->rows ? eyes->rows : bottom;
	if (top >= bottom)
		return;
	eyes->region_end = bottom;
	vterm_input_write(eyes->vt, words, (size_t)snprintf(words, sizeof words, "\033[%d;%dr", top, bottom));
}

static void pass(struct eyes *eyes)
{
	bool is_region = eyes->length > 2 && eyes->held[1] == '[' && eyes->held[eyes->length - 1] == 'r' && strspn(eyes->held + 2, "0123456789;") == eyes->length - 3;
	if (is_region)
		region(eyes);
	else
		vterm_input_write(eyes->vt, eyes->held, eyes->length);
	eyes->in_string = eyes->length == 2 && strchr("]PX^_", eyes->held[1]);
	eyes->length = 0;
	mend(eyes);
}

static bool is_whole(const struct eyes *eyes)
{
	char last = eyes->held[eyes->length - 1];
	if (eyes->length == sizeof eyes->held - 1)
		return true;
	if (eyes->length > 2)
		return eyes->held[1] != '[' || (last >= 0x40 && last <= 0x7e);
	return eyes->length == 2 && !strchr("[()*+#%", last);
}

static void hold(struct eyes *eyes, char byte)
{
	eyes->held[eyes->length++] = byte;
	eyes->held[eyes->length] = '\0';
	if (is_whole(eyes))
		pass(eyes);
}

void eyes_write(struct eyes *eyes, const char *bytes, size_t length)
{
	for (const char *end = bytes + length; bytes < end;) {
		if (*bytes == ESC && eyes->length)
			pass(eyes);
		if (*bytes == ESC || eyes->length) {
			hold(eyes, *bytes++);
			continue;
		}
		const char *next = memchr(bytes, ESC, (size_t)(end - bytes));
		size_t plain = (size_t)((next ? next : end) - bytes);
		vterm_input_write(eyes->vt, bytes, plain);
		if (eyes->in_string && memchr(bytes, '\a', plain))
			eyes->in_string = false;
		bytes += plain;
	}
}

void eyes_resize(struct eyes *eyes, int rows, int cols)
{
	eyes->rows = rows;
	eyes->cols = cols;
	vterm_set_size(eyes->vt, rows, cols);
	mend(eyes);
}
