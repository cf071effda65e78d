/* command_line.c - see command_line.h. The cursor never stands inside a character: it moves over the continuation bytes of UTF-8. */
#include "tui/command_line.h"

#include "paper/key.h"
#include "trace/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OFFERS 48
#define OFFER_BYTES 64

/* ---- opening, keeping ---- */

static void show(struct command_line *line, const char *text)
{
	snprintf(line->text, sizeof line->text, "%s", text);
	line->length = line->cursor = strlen(line->text);
}

void command_line_open(struct command_line *line)
{
	line->open = true;
	line->error[0] = line->words[0] = line->draft[0] = '\0';
	line->at = line->kept_count;
	show(line, "");
}

void command_line_close(struct command_line *line)
{
	line->open = false;
}

void command_line_keep(struct command_line *line)
{
	int last = line->kept_count - 1;
	if (line->length == 0 || (last >= 0 && !strcmp(line->kept[last], line->text)))
		return;
	char *copy = strdup(line->text);
	if (!copy)
		return;
	if (line->kept_count == COMMAND_LINE_KEPT) {
		free(line->kept[0]);
		memmove(line->kept, line->kept + 1, (COMMAND_LINE_KEPT - 1) * sizeof *line->kept);
		line->kept_count--;
	}
	line->kept[line->kept_count++] = copy;
}

void command_line_release(struct command_line *line)
{
	for (int i = 0; i < line->kept_count; i++)
		free(line->kept[i]);
	*line = (struct command_line){ 0 };
}

/* ---- editing ---- */

static bool is_inside(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static size_t before(const struct command_line *line, size_t at)
{
	if (at > 0)
		at--;
	while (at > 0 && is_inside(line->text[at]))
		at--;
	return at;
}

static size_t after(const struct command_line *line, size_t at)
{
	if (at < line->length)
		at++;
	while (at < line->length && is_inside(line->text[at]))
		at++;
	return at;
}

static void cut(struct command_line *line, size_t from, size_t to)
{
	memmove(line->text + from, line->text + to, line->length - to + 1);
	line->length -= to - from;
	line->cursor = from;
}

static void insert(struct command_line *line, const char *bytes, size_t count)
{
	if (line->length + count >= sizeof line->text)
		return;
	memmove(line->text + line->cursor + count, line->text + line->cursor, line->length - line->cursor + 1);
	memcpy(line->text + line->cursor, bytes, count);
	line->length += count;
	line->cursor += count;
}

static size_t word_start(const struct command_line *line)
{
	size_t at = line->cursor;
	while (at > 0 && line->text[at - 1] == ' ')
		at--;
	while (at > 0 && line->text[at - 1] != ' ')
		at--;
	return at;
}

/* ---- what was typed before ---- */

static void recall(struct command_line *line, int direction)
{
	int at = line->at + direction;
	if (at < 0 || at > line->kept_count)
		return;
	if (line->at == line->kept_count)
		snprintf(line->draft, sizeof line->draft, "%s", line->text);
	line->at = at;
	show(line, at == line->kept_count ? line->draft : line->kept[at]);
}

/* ---- completing ---- */

struct offers {
	const char *begun;
	char words[OFFERS][OFFER_BYTES];
	int count;
};

static void offer(void *to, const char *word)
{
	struct offers *offers = to;
	if (strncmp(word, offers->begun, strlen(offers->begun)) || offers->count == OFFERS || strlen(word) >= OFFER_BYTES)
		return;
	for (int i = 0; i < offers->count; i++)
		if (!strcmp(offers->words[i], word))
			return;
	snprintf(offers->words[offers->count++], OFFER_BYTES, "%s", word);
}

/* How many bytes all begin with. */
static size_t common(const struct offers *offers)
{
	size_t length = strlen(offers->words[0]);
	for (int i = 1; i < offers->count; i++) {
		size_t same = 0;
		while (same < length && offers->words[i][same] == offers->words[0][same])
			same++;
		length = same;
	}
	return length;
}

static void complete(struct command_line *line, command_line_words *words, void *data)
{
	char head[COMMAND_LINE_BYTES], begun[COMMAND_LINE_BYTES];
	size_t start = line->cursor;
	while (start > 0 && line->text[start - 1] != ' ')
		start--;
	snprintf(head, sizeof head, "%.*s", (int)start, line->text);
	snprintf(begun, sizeof begun, "%.*s", (int)(line->cursor - start), line->text + start);
	struct offers offers = { .begun = begun };
	words(data, head, offer, &offers);
	if (offers.count == 0)
		return;
	size_t length = common(&offers), have = strlen(begun);
	insert(line, offers.words[0] + have, length - have);
	if (offers.count == 1) {
		insert(line, " ", 1);
		return;
	}
	size_t used = 0;
	for (int i = 0; i < offers.count && used < sizeof line->words; i++)
		used += (size_t)snprintf(line->words + used, sizeof line->words - used, "%s%s", i ? "  " : "", offers.words[i]);
}

/* ---- keys ---- */

static void type(struct command_line *line, int key)
{
	char bytes[4];
	if (key >= ' ' && key != 0x7f && key < KEYS_FIRST)
		insert(line, bytes, text_put(bytes, (uint32_t)key));
}

enum command_line_did command_line_key(struct command_line *line, int key, command_line_words *words, void *data)
{
	line->error[0] = line->words[0] = '\0';
	switch (key) {
	case KEYS_ENTER: return LINE_ENTERED;
	case KEYS_ESCAPE: return LINE_CLOSED;
	case KEYS_BACKSPACE:
		if (line->length == 0)
			return LINE_CLOSED;
		cut(line, before(line, line->cursor), line->cursor);
		break;
	case KEYS_DELETE: cut(line, line->cursor, after(line, line->cursor)); break;
	case KEYS_LEFT: line->cursor = before(line, line->cursor); break;
	case KEYS_RIGHT: line->cursor = after(line, line->cursor); break;
	case KEYS_HOME:
	case 0x01: line->cursor = 0; break;
	case KEYS_END:
	case 0x05: line->cursor = line->length; break;
	case KEYS_UP: recall(line, -1); break;
	case KEYS_DOWN: recall(line, 1); break;
	case KEYS_TAB: complete(line, words, data); break;
	case 0x15: cut(line, 0, line->cursor); break;            /* Ctrl-U */
	case 0x17: cut(line, word_start(line), line->cursor); break; /* Ctrl-W */
	case 0x0b: line->text[line->length = line->cursor] = '\0'; break; /* Ctrl-K */
	default: type(line, key);
	}
	return LINE_EDITED;
}

/* ---- drawing ---- */

void command_line_draw(const struct command_line *line, struct canvas *canvas, struct rect rect)
{
	char head[COMMAND_LINE_BYTES], under[8] = " ";
	size_t from = 0, end = after(line, line->cursor);
	snprintf(head, sizeof head, "%.*s", (int)line->cursor, line->text);
	while (from < line->cursor && text_width(head + from) > rect.cols - 6)
		from = after(line, from);
	if (end > line->cursor)
		snprintf(under, sizeof under, "%.*s", (int)(end - line->cursor), line->text + line->cursor);
	int col = canvas_text(canvas, rect, rect.row, rect.col + 1, ROLE_KEY, ATTR_BOLD, ":");
	col = canvas_text(canvas, rect, rect.row, col, ROLE_TEXT, 0, head + from);
	col = canvas_text(canvas, rect, rect.row, col, ROLE_TEXT, ATTR_REVERSE, under);
	canvas_text(canvas, rect, rect.row, col, ROLE_TEXT, 0, line->text + end);
}
