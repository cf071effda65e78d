/* outline.c - what a recipe's text says about where control can change hands.
 *
 * Two things are read off it, with the tokenizer and no parser. Function bodies: every `function`, `if`, `do` and `repeat` opens a block and
 * `end` or `until` closes one; a line lies in the outermost function that is open where it begins. Calls that can wait: the names of
 * the kitchen's words that park a worker, followed by a bracket or a string; a method's name must follow a colon. A word that only
 * looks like one of them marks a line too many, never one too few; lines where a task was really seen waiting are added by the pane. */
#include "tui/outline.h"

#include <stdlib.h>
#include <string.h>

static const char *const waiting_words[] = { "sleep", "yield", "fetch", "command", NULL };
static const char *const waiting_methods[] = {
	"get", "put", "join", "each", "wait", "acquire", "hold", "send", "recv", "result", "map", "shutdown", NULL,
};

#define DEPTH_MAX 64 /* deeper blocks are counted, and taken for no functions */

struct blocks {
	bool function[DEPTH_MAX];
	int depth;
	bool opened;   /* a function began in this line */
	uint32_t body; /* first line of the outermost open function, 0 none */
};

static void blocks_open(struct blocks *blocks, bool function, uint32_t line)
{
	if (blocks->depth < DEPTH_MAX)
		blocks->function[blocks->depth] = function && blocks->body == 0;
	blocks->depth++;
	blocks->opened = blocks->opened || function;
	if (function && blocks->body == 0)
		blocks->body = line;
}

static void blocks_close(struct blocks *blocks)
{
	if (blocks->depth == 0)
		return;
	blocks->depth--;
	if (blocks->depth < DEPTH_MAX && blocks->function[blocks->depth])
		blocks->body = 0;
}

static void blocks_word(struct blocks *blocks, const struct tint_piece *piece, uint32_t line)
{
	if (tint_is(piece, "function"))
		blocks_open(blocks, true, line);
	else if (tint_is(piece, "if") || tint_is(piece, "do") || tint_is(piece, "repeat"))
		blocks_open(blocks, false, line);
	else if (tint_is(piece, "end") || tint_is(piece, "until"))
		blocks_close(blocks);
}

static bool is_among(const struct tint_piece *piece, const char *const *words)
{
	for (; *words; words++)
		if (tint_is(piece, *words))
			return true;
	return false;
}

/* Whether the name after `before` (the sign in front of it, 0 none) and in front of `rest` is a call that can wait. */
static bool can_wait(const struct tint_piece *name, char before, const char *rest)
{
	rest += strspn(rest, " ");
	if (*rest != '(' && *rest != '"' && *rest != '\'' && *rest != '{')
		return false;
	return before == ':' ? is_among(name, waiting_methods) : before != '.' && is_among(name, waiting_words);
}

static void read_line(struct outline_line *line, struct blocks *blocks, struct tint *tint, const char *text, uint32_t number)
{
	struct tint_piece piece;
	char before = 0;
	blocks->opened = false;
	line->tint = *tint;
	line->body = (uint16_t)blocks->body;
	while (tint_next(tint, &text, &piece)) {
		if (piece.kind == TINT_KEYWORD)
			blocks_word(blocks, &piece, number);
		else if (piece.kind == TINT_NAME && can_wait(&piece, before, text))
			line->calls = true;
		if (piece.kind != TINT_SPACE)
			before = piece.kind == TINT_SIGN ? *piece.text : 0;
	}
	if (blocks->body == 0)
		line->body = blocks->opened ? (uint16_t)number : 0; /* a whole function in one line, or the line with the last `end` */
}

/* The smallest indentation there is: a level's. */
static int indent_of(const struct info *info)
{
	size_t least = 0;
	for (size_t i = 0; i < info->line_count; i++) {
		size_t spaces = strspn(info->lines[i].text, " ");
		if (spaces && info->lines[i].text[spaces] && (!least || spaces < least))
			least = spaces;
	}
	return (int)least;
}

void outline_init(struct outline *outline, const struct info *info)
{
	struct blocks blocks = { 0 };
	struct tint tint = { 0 };
	*outline = (struct outline){ .indent = indent_of(info) };
	outline->lines = calloc(info->line_count ? info->line_count : 1, sizeof *outline->lines);
	if (!outline->lines)
		abort();
	outline->count = info->line_count;
	for (size_t i = 0; i < info->line_count; i++)
		read_line(&outline->lines[i], &blocks, &tint, info->lines[i].text, i < UINT16_MAX ? (uint32_t)i + 1 : UINT16_MAX);
}

void outline_release(struct outline *outline)
{
	free(outline->lines);
	*outline = (struct outline){ 0 };
}
