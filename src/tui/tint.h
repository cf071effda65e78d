/* tint.h - a line of Lua in light colours, and where functions begin and end. */
#ifndef LUNCHRUSH_TUI_TINT_H
#define LUNCHRUSH_TUI_TINT_H

#include "tui/canvas.h"

#include <stdbool.h>
#include <stddef.h>

enum tint_in { TINT_IN_CODE, TINT_IN_COMMENT, TINT_IN_STRING };

/* What a line leaves open for the next: zero-initialised before the first. */
struct tint {
	enum tint_in in; /* a long comment or long string … */
	int level;       /* … closed by a bracket with so many = */
};

enum tint_kind { TINT_SPACE, TINT_NAME, TINT_KEYWORD, TINT_NUMBER, TINT_STRING, TINT_COMMENT, TINT_SIGN };

/* A piece of a line: bytes text[0 … length). */
struct tint_piece {
	const char *text;
	size_t length;
	enum tint_kind kind;
};

/* The next piece at *at (moved on) of a NUL-ended line; false at the end of the line. */
bool tint_next(struct tint *tint, const char **at, struct tint_piece *piece);
/* Whether a piece is that word or sign. */
bool tint_is(const struct tint_piece *piece, const char *text);
enum role_of_cell tint_role(enum tint_kind kind);

#endif
