/* tint.c - a small tokenizer of Lua, enough to colour a line and to find its words.
 *
 * It goes line by line and carries only what may be open across lines: a long comment or a long string with its level. Whatever the bytes,
 * each call takes at least one of them and no piece reaches past the line. */
#include "tui/tint.h"

#include <ctype.h>
#include <string.h>

static const char *const keywords[] = {
	"and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil", "not", "or",
	"repeat", "return", "then", "true", "until", "while",
};

bool tint_is(const struct tint_piece *piece, const char *text)
{
	return strlen(text) == piece->length && memcmp(piece->text, text, piece->length) == 0;
}

static bool is_keyword(const struct tint_piece *piece)
{
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (tint_is(piece, keywords[i]))
			return true;
	return false;
}

/* Bytes beyond ASCII count as letters, so that no piece ends inside a character. */
static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Past the long bracket's end, or the end of the line with it still open. */
static const char *long_end(struct tint *tint, const char *at)
{
	for (; *at; at++) {
		if (*at != ']')
			continue;
		int level = (int)strspn(at + 1, "=");
		if (level == tint->level && at[1 + level] == ']') {
			tint->in = TINT_IN_CODE;
			return at + level + 2;
		}
	}
	return at;
}

/* Whether a long bracket opens here; *after is past it. */
static bool long_opens(struct tint *tint, const char *at, const char **after)
{
	if (*at != '[')
		return false;
	int level = (int)strspn(at + 1, "=");
	if (at[1 + level] != '[')
		return false;
	tint->level = level;
	*after = at + level + 2;
	return true;
}

static const char *comment_end(struct tint *tint, const char *at)
{
	const char *after;
	if (!long_opens(tint, at + 2, &after))
		return at + strlen(at);
	tint->in = TINT_IN_COMMENT;
	return long_end(tint, after);
}

static const char *string_end(const char *at)
{
	char quote = *at++;
	for (; *at && *at != quote; at++)
		if (*at == '\\' && at[1])
			at++;
	return *at ? at + 1 : at;
}

static const char *code_end(struct tint *tint, const char *at, enum tint_kind *kind)
{
	const char *after;
	if (*at == ' ' || *at == '\t') {
		*kind = TINT_SPACE;
		return at + strspn(at, " \t");
	}
	if (at[0] == '-' && at[1] == '-') {
		*kind = TINT_COMMENT;
		return comment_end(tint, at);
	}
	if (*at == '"' || *at == '\'') {
		*kind = TINT_STRING;
		return string_end(at);
	}
	if (long_opens(tint, at, &after)) {
		*kind = TINT_STRING;
		tint->in = TINT_IN_STRING;
		return long_end(tint, after);
	}
	*kind = isdigit((unsigned char)*at) ? TINT_NUMBER : is_word(*at) ? TINT_NAME : TINT_SIGN;
	if (*kind == TINT_SIGN)
		return at + 1;
	while (is_word(*at) || (*kind == TINT_NUMBER && *at == '.' && at[1] != '.'))
		at++;
	return at;
}

bool tint_next(struct tint *tint, const char **at, struct tint_piece *piece)
{
	const char *from = *at;
	if (!*from)
		return false;
	if (tint->in == TINT_IN_CODE) {
		*at = code_end(tint, from, &piece->kind);
	} else {
		piece->kind = tint->in == TINT_IN_COMMENT ? TINT_COMMENT : TINT_STRING;
		*at = long_end(tint, from);
	}
	piece->text = from;
	piece->length = (size_t)(*at - from);
	if (piece->kind == TINT_NAME && is_keyword(piece))
		piece->kind = TINT_KEYWORD;
	return true;
}

enum role_of_cell tint_role(enum tint_kind kind)
{
	switch (kind) {
	case TINT_KEYWORD: return ROLE_KEYWORD;
	case TINT_STRING: return ROLE_STRING;
	case TINT_COMMENT: return ROLE_COMMENT;
	default: return ROLE_CODE;
	}
}
