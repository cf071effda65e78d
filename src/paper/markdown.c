/* markdown.c - md4c's callbacks, flattened into a document.
 *
 * md4c says "a quote begins, a list begins, an item, its paragraph, emphasis, text". A document knows two levels: blocks, and in them spans. So lists and quotes are only remembered
 * (how deep, which number), and what is open decides what kind of block the next text begins: the first paragraph of an item is BLOCK_ITEM, a further one a BLOCK_PARAGRAPH.
 * Nested styles come down to the one that matters most: a link, else code, else strong, else emphasis.
 *
 * All text goes through text_clean as it is taken; entities are resolved before that, so `&#27;` is as harmless as ESC. md4c tells no lines, but most of what it hands over
 * points into the text it was given: lines are counted up to there. What is wrong is told and passed over, so that one reading finds all. Memory is bounded: a document that
 * grows beyond what it was written as (link definitions may be used again and again) is refused. */
#include "paper/markdown.h"

#include "trace/text.h"

#include <md4c.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCKS_MAX 8192
#define SPANS_MAX 32768
#define TEXT_MAX (4 * MARKDOWN_BYTES_MAX)
#define DEPTH_MAX 6
#define TOLD_MAX 100 /* mistakes; after so many the reading ends */
#define LINK_MAX 200
#define TAB_COLUMNS 4

struct list {
	unsigned next; /* number of its next item; 0: bullets */
	bool pending;  /* an item began, and nothing of it has come yet */
};

struct reader {
	const char *text, *end, *file;
	const char *counted; /* lines are counted up to here: */
	int line;
	markdown_tell *tell;
	void *data;
	int told;
	struct document *document;
	struct text_block *open; /* the block that text goes to; NULL none */
	size_t taken, spans;     /* bytes and spans so far, of all blocks */
	size_t length, room;     /* of the text of the last span */
	struct list lists[DEPTH_MAX + 1];
	int lists_open, quotes;
	int emphasis, strong, code;
	char link[LINK_MAX + 1];
	int links;
	bool in_html;
	int columns; /* of the line of code that is being taken, for tabs */
};

static void count_to(struct reader *reader, const char *at)
{
	if (at < reader->counted || at > reader->end)
		return;
	for (const char *newline; (newline = memchr(reader->counted, '\n', (size_t)(at - reader->counted))); reader->line++)
		reader->counted = newline + 1;
}

/* Other than 0: enough was told. */
static int tell(struct reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));
static int tell(struct reader *reader, const char *format, ...)
{
	struct error words, whole;
	va_list args;

	va_start(args, format);
	error_vset(&words, format, args);
	va_end(args);
	error_set(&whole, "%s:%d: %.500s", reader->file, reader->line, words.text);
	if (reader->told++ < TOLD_MAX)
		reader->tell(reader->data, whole.text);
	return reader->told >= TOLD_MAX;
}

/* One that ends the reading. */
static int too_much(struct reader *reader)
{
	tell(reader, "there is too much in this file");
	return 1;
}

/* ---- taking text ---- */

static void *grown(void *array, size_t count, size_t each)
{
	if (count & (count - 1))
		return array; /* room for the next power of two is there */
	array = realloc(array, (count ? 2 * count : 1) * each);
	if (!array)
		abort();
	return array;
}

static int block_open(struct reader *reader, enum block_kind kind)
{
	struct document *document = reader->document;
	struct list *list = reader->lists_open ? &reader->lists[reader->lists_open] : NULL;

	if (document->count == BLOCKS_MAX)
		return too_much(reader);
	document->blocks = grown(document->blocks, document->count, sizeof *document->blocks);
	reader->open = &document->blocks[document->count++];
	*reader->open = (struct text_block){ .kind = kind };
	reader->columns = 0;
	if (list && list->pending && kind == BLOCK_PARAGRAPH) {
		reader->open->kind = BLOCK_ITEM;
		reader->open->level = reader->lists_open - 1;
		reader->open->number = list->next ? (int)list->next++ : 0;
	} else if (reader->quotes && kind == BLOCK_PARAGRAPH && !list) {
		reader->open->kind = BLOCK_QUOTE;
	}
	if (list)
		list->pending = false;
	return 0;
}

/* Nothing came of it: `document` has whole blocks only. */
static void block_close(struct reader *reader)
{
	struct text_block *block = reader->open;

	reader->open = NULL;
	if (!block)
		return;
	if (block->kind == BLOCK_CODE && block->span_count) {
		char *text = block->spans[block->span_count - 1].text;
		size_t length = strlen(text);
		while (length && text[length - 1] == '\n')
			text[--length] = '\0';
		if (!length) {
			free(text);
			block->span_count--;
		}
	}
	if (block->span_count == 0) {
		free(block->spans);
		reader->document->count--;
	}
}

static enum span_style style_now(const struct reader *reader)
{
	return reader->links ? SPAN_LINK : reader->code || reader->open->kind == BLOCK_CODE ? SPAN_CODE : reader->strong ? SPAN_STRONG :
		reader->emphasis ? SPAN_EMPHASIS : SPAN_PLAIN;
}

/* Append clean text in the style of now, to the span before where that is the same. */
static int span_append(struct reader *reader, const char *text, size_t length)
{
	struct text_block *block = reader->open;
	struct text_span *span = block->span_count ? &block->spans[block->span_count - 1] : NULL;
	enum span_style style = style_now(reader);

	if (length == 0)
		return 0;
	reader->taken += length;
	if (reader->taken > TEXT_MAX)
		return too_much(reader);
	if (!span || span->style != style || (style == SPAN_LINK && strcmp(span->link, reader->link))) {
		if (++reader->spans > SPANS_MAX)
			return too_much(reader);
		block->spans = grown(block->spans, block->span_count, sizeof *block->spans);
		span = &block->spans[block->span_count++];
		*span = (struct text_span){ .style = style, .link = style == SPAN_LINK ? strdup(reader->link) : NULL };
		reader->length = reader->room = 0;
	}
	if (reader->length + length >= reader->room) {
		reader->room = reader->length ? 2 * (reader->length + length) + 1 : length + 1;
		span->text = realloc(span->text, reader->room);
		if (!span->text)
			abort();
	}
	memcpy(span->text + reader->length, text, length);
	reader->length += length;
	span->text[reader->length] = '\0';
	return 0;
}

/* The block of this text: an item without a paragraph has none yet. */
static int block_needed(struct reader *reader, const char *at)
{
	if (at >= reader->text && at <= reader->end)
		count_to(reader, at);
	if (!reader->open && block_open(reader, BLOCK_PARAGRAPH))
		return 1;
	if (!reader->open->line)
		reader->open->line = reader->line;
	return 0;
}

static int text_append(struct reader *reader, const char *text, size_t length)
{
	char *clean = malloc(3 * length + 1); /* a broken byte becomes three */

	if (!clean)
		abort();
	int result = span_append(reader, clean, text_clean(clean, 3 * length + 1, text, length));
	free(clean);
	return result;
}

/* Code keeps its lines; a tab goes to the next stop. */
static int code_append(struct reader *reader, const char *text, size_t length)
{
	static const char blanks[TAB_COLUMNS + 1] = "    ";
	const char *end = text + length;

	while (text < end) {
		size_t plain = 0;
		while (text + plain < end && text[plain] != '\n' && text[plain] != '\t')
			plain++;
		if (plain && text_append(reader, text, plain))
			return 1;
		reader->columns += (int)plain;
		text += plain;
		if (text == end)
			break;
		bool newline = *text++ == '\n';
		int blank = TAB_COLUMNS - reader->columns % TAB_COLUMNS;
		if (newline ? span_append(reader, "\n", 1) : span_append(reader, blanks, (size_t)blank))
			return 1;
		reader->columns = newline ? 0 : reader->columns + blank;
	}
	return 0;
}

/* "&amp;" or "&#38;" → the character; 0: it is not known. */
static uint32_t entity(const char *text, size_t length)
{
	static const struct {
		const char *name;
		uint32_t is;
	} known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' }, { "&nbsp;", 0xa0 }, { "&ndash;", 0x2013 },
		{ "&mdash;", 0x2014 }, { "&hellip;", 0x2026 }, { "&times;", 0xd7 }, { "&middot;", 0xb7 }, { "&larr;", 0x2190 }, { "&rarr;", 0x2192 } };

	if (length > 3 && text[1] == '#') {
		bool hex = text[2] == 'x' || text[2] == 'X';
		return (uint32_t)strtoul(text + (hex ? 3 : 2), NULL, hex ? 16 : 10);
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].name) == length && !memcmp(known[i].name, text, length))
			return known[i].is;
	return 0;
}

static int entity_append(struct reader *reader, const char *text, size_t length)
{
	uint32_t c = entity(text, length);
	char bytes[4];

	if (!c)
		return tell(reader, "%.*s: write the character itself", (int)(length < 40 ? length : 40), text);
	return text_append(reader, bytes, text_put(bytes, c));
}

/* ---- md4c's callbacks ---- */

/* Where an attribute was copied, it points elsewhere, and the line is that of what came last. */
static void link_take(struct reader *reader, const MD_ATTRIBUTE *href)
{
	char raw[LINK_MAX + 8];
	size_t length = 0;

	if (href->text && href->text >= reader->text && href->text < reader->end)
		count_to(reader, href->text);
	if (href->size > LINK_MAX)
		tell(reader, "the link is longer than %d bytes", LINK_MAX);
	else
		for (int i = 0; href->size && href->substr_offsets[i] < href->size && length < LINK_MAX; i++) {
			const char *part = href->text + href->substr_offsets[i];
			size_t of = href->substr_offsets[i + 1] - href->substr_offsets[i];
			uint32_t c = href->substr_types[i] == MD_TEXT_ENTITY ? entity(part, of) : 0;
			if (c)
				length += text_put(raw + length, c);
			else if (length + of <= LINK_MAX)
				memcpy(raw + length, part, of), length += of;
		}
	text_clean(reader->link, sizeof reader->link, raw, length);
}

static int list_enter(struct reader *reader, unsigned first)
{
	block_close(reader);
	if (reader->lists_open == DEPTH_MAX) {
		tell(reader, "lists are nested deeper than %d", DEPTH_MAX);
		return 1;
	}
	reader->lists[++reader->lists_open] = (struct list){ .next = first };
	return 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct reader *reader = data;

	switch (type) {
	case MD_BLOCK_QUOTE:
		block_close(reader);
		if (++reader->quotes > DEPTH_MAX) {
			tell(reader, "quotes are nested deeper than %d", DEPTH_MAX);
			return 1;
		}
		return 0;
	case MD_BLOCK_UL: return list_enter(reader, 0);
	case MD_BLOCK_OL: {
		unsigned start = ((MD_BLOCK_OL_DETAIL *)detail)->start;
		return list_enter(reader, start && start < 100000 ? start : 1);
	}
	case MD_BLOCK_LI:
		block_close(reader);
		reader->lists[reader->lists_open].pending = true;
		return 0;
	case MD_BLOCK_HR: return tell(reader, "a rule (---) after this line has no place here: leave it out");
	case MD_BLOCK_H:
		if (block_open(reader, BLOCK_HEADING))
			return 1;
		reader->open->level = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
		return 0;
	case MD_BLOCK_CODE: block_close(reader); return block_open(reader, BLOCK_CODE);
	case MD_BLOCK_P: return block_open(reader, BLOCK_PARAGRAPH);
	default: return 0;
	}
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct reader *reader = data;

	(void)detail;
	block_close(reader);
	if (type == MD_BLOCK_QUOTE)
		reader->quotes--;
	else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
		reader->lists_open--;
	else if (type == MD_BLOCK_LI)
		reader->lists[reader->lists_open].pending = false;
	reader->in_html = false;
	return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct reader *reader = data;

	switch (type) {
	case MD_SPAN_EM: reader->emphasis++; break;
	case MD_SPAN_STRONG: reader->strong++; break;
	case MD_SPAN_CODE: reader->code++; break;
	case MD_SPAN_A:
		link_take(reader, &((MD_SPAN_A_DETAIL *)detail)->href);
		reader->links += reader->link[0] != '\0';
		break;
	case MD_SPAN_IMG: {
		const char *at = ((MD_SPAN_IMG_DETAIL *)detail)->src.text;
		if (at && at >= reader->text && at < reader->end)
			count_to(reader, at);
		return tell(reader, "an image has no place on a terminal: say it in words");
	}
	default: break;
	}
	return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct reader *reader = data;

	(void)detail;
	switch (type) {
	case MD_SPAN_EM: reader->emphasis--; break;
	case MD_SPAN_STRONG: reader->strong--; break;
	case MD_SPAN_CODE: reader->code--; break;
	case MD_SPAN_A: {
		bool nowhere = !reader->links; /* told here: now its text has said which line it is on */
		reader->links = 0;
		return nowhere ? tell(reader, "a link leads nowhere") : 0;
	}
	default: break;
	}
	return 0;
}

static int html(struct reader *reader, const char *text, size_t length)
{
	size_t shown = 0;

	if (text >= reader->text && text <= reader->end)
		count_to(reader, text);
	while (shown < length && shown < 40 && text[shown] != '\n')
		shown++;
	bool first = !reader->in_html;
	reader->in_html = !reader->open; /* of a block only its first line */
	return first ? tell(reader, "HTML has no place here: %.*s (for the sign itself write \\<)", (int)shown, text) : 0;
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE length, void *data)
{
	struct reader *reader = data;

	if (type == MD_TEXT_HTML)
		return html(reader, text, length);
	if (block_needed(reader, text))
		return 1;
	switch (type) {
	case MD_TEXT_BR: return span_append(reader, "\n", 1);
	case MD_TEXT_SOFTBR: return span_append(reader, " ", 1);
	case MD_TEXT_ENTITY: return entity_append(reader, text, length);
	case MD_TEXT_CODE: return reader->open->kind == BLOCK_CODE ? code_append(reader, text, length) : text_append(reader, text, length);
	default: return text_append(reader, text, length);
	}
}

int markdown_read_telling(struct document *document, const char *text, size_t length, const char *file, int line, markdown_tell *teller, void *data)
{
	static const MD_PARSER parser = { .enter_block = enter_block, .leave_block = leave_block, .enter_span = enter_span, .leave_span = leave_span, .text = take_text };
	struct reader reader = { .text = text, .end = text + length, .file = file, .counted = text, .line = line, .tell = teller, .data = data, .document = document };

	*document = (struct document){ 0 };
	if (length > MARKDOWN_BYTES_MAX) {
		too_much(&reader);
		return -1;
	}
	if (md_parse(text, (MD_SIZE)length, &parser, &reader) && !reader.told)
		tell(&reader, "this cannot be read");
	block_close(&reader);
	return reader.told ? -1 : 0;
}

static void keep_first(void *data, const char *message)
{
	struct error *error = data;

	if (error && !error->text[0])
		error_set(error, "%s", message);
}

int markdown_read(struct document *document, const char *text, size_t length, const char *file, int line, struct error *error)
{
	struct error first = { "" };

	if (markdown_read_telling(document, text, length, file, line, keep_first, &first) == 0)
		return 0;
	document_release(document);
	return error_set(error, "%s", first.text);
}
