/* present_slide.c - see present_slide.h. */
#include "tui/present_slide.h"

#include <stdio.h>
#include <string.h>

/* After these a full stop does not end a sentence. */
static bool is_abbreviation(const char *text, size_t length)
{
	static const char *const short_forms[] = { "e.g", "i.e", "z.B", "d.h", "vs", "etc", "bzw" };
	for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++) {
		size_t width = strlen(short_forms[i]);
		if (length >= width && !strncmp(text + length - width, short_forms[i], width))
			return true;
	}
	return false;
}

size_t slide_sentence(const char *text)
{
	for (const char *at = text; *at; at++)
		if (strchr(".?!", *at) && (!at[1] || at[1] == ' ') && !is_abbreviation(text, (size_t)(at - text)))
			return (size_t)(at - text) + 1;
	return strlen(text);
}

/* A block's text on one line. */
static void block_text(const struct text_block *block, char *to, size_t size)
{
	size_t used = 0;
	to[0] = '\0';
	for (size_t i = 0; i < block->span_count && used < size; i++)
		used += (size_t)snprintf(to + used, size - used, "%s", block->spans[i].text);
	for (char *at = to; *at && block->kind != BLOCK_CODE; at++)
		if (*at == '\n')
			*at = ' ';
}

/* Whole lines, the first few. */
static void code_cut(char *text)
{
	size_t length = strlen(text);
	while (length && text[length - 1] == '\n')
		text[--length] = '\0';
	for (int lines = 0; (text = strchr(text, '\n')); text++)
		if (++lines == SLIDE_CODE_LINES) {
			*text = '\0';
			return;
		}
}

/* Without half a character at its end. */
static void copy_cut(char *to, size_t size, const char *from, size_t length)
{
	if (length >= size)
		for (length = size - 1; length && ((unsigned char)from[length] & 0xc0) == 0x80; length--)
			;
	memcpy(to, from, length);
	to[length] = '\0';
}

static void point_add(struct slide *slide, enum point_kind kind, const struct text_block *block)
{
	char text[4096];
	if (slide->count == SLIDE_POINTS_MAX)
		return;
	struct point *point = &slide->points[slide->count];
	block_text(block, text, sizeof text);
	if (kind == POINT_CODE)
		code_cut(text);
	copy_cut(point->text, sizeof point->text, text, kind == POINT_CODE ? strlen(text) : slide_sentence(text));
	point->kind = kind;
	point->number = block->number;
	slide->count += point->text[0] != '\0';
}

static bool has_items(const struct document *document)
{
	for (size_t i = 0; i < document->count; i++)
		if (document->blocks[i].kind == BLOCK_ITEM)
			return true;
	return false;
}

void slide_read(struct slide *slide, const struct document *document)
{
	bool items = has_items(document);
	*slide = (struct slide){ 0 };
	for (size_t i = 0; i < document->count; i++) {
		const struct text_block *block = &document->blocks[i];
		switch (block->kind) {
		case BLOCK_ITEM: point_add(slide, POINT_ITEM, block); break;
		case BLOCK_CODE: point_add(slide, POINT_CODE, block); break;
		case BLOCK_PARAGRAPH:
		case BLOCK_QUOTE:
			if (!items || slide->count == 0)
				point_add(slide, POINT_SENTENCE, block);
			break;
		case BLOCK_HEADING: break;
		}
	}
}
