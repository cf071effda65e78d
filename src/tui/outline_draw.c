/* outline_draw.c - a line of the recipe's text on the screen. */
#include "tui/outline.h"

#include "trace/text.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <string.h>

void outline_text_draw(const struct outline *outline, struct pen *pen, const struct info *info, size_t line, int attr, int level)
{
	const char *text = info->lines[line].text, *at = text + strspn(text, " ");
	int spaces = (int)(at - text), unit = outline->indent;
	struct tint tint = outline->lines[line].tint;
	struct tint_piece piece;
	pen->col += unit > level ? spaces / unit * level + spaces % unit : spaces;
	bool cut = pen->col + text_width(at) > pen->rect.cols;
	while (tint_next(&tint, &at, &piece) && pen_left(pen) > 0) {
		char bytes[512];
		snprintf(bytes, sizeof bytes, "%.*s", (int)(piece.length < 500 ? piece.length : 500), piece.text);
		pen_text(pen, tint_role(piece.kind), attr, bytes);
	}
	if (cut) {
		pen_at(pen, pen->row, pen->rect.cols - 1);
		pen_sign(pen, glyph(GLYPH_ELLIPSIS), ROLE_QUIET, 0);
	}
}
