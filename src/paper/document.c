/* document.c - a document once it is read: as plain text, its links, its end. */
#include "paper/markdown.h"

#include "trace/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void document_release(struct document *document)
{
	for (size_t i = 0; i < document->count; i++)
		text_block_release(&document->blocks[i]);
	free(document->blocks);
	*document = (struct document){ 0 };
}

void text_block_release(struct text_block *block)
{
	for (size_t i = 0; i < block->span_count; i++) {
		free(block->spans[i].text);
		free(block->spans[i].link);
	}
	free(block->spans);
	*block = (struct text_block){ 0 };
}

int document_links(const struct document *document, int (*visit)(void *data, const char *link, int line), void *data)
{
	for (size_t i = 0; i < document->count; i++)
		for (size_t j = 0; j < document->blocks[i].span_count; j++) {
			const char *link = document->blocks[i].spans[j].link;
			int result = link ? visit(data, link, document->blocks[i].line) : 0;
			if (result)
				return result;
		}
	return 0;
}

/* Where the text of a block goes: wrapped at blanks, later lines below the first. */
struct writer {
	FILE *to;
	int columns, indent; /* columns: 0 any number */
	int at;              /* columns that are taken of the line */
	bool blank;          /* one is owed before the next word */
};

static void line_end(struct writer *writer)
{
	fprintf(writer->to, "\n%*s", writer->indent, "");
	writer->at = writer->indent;
	writer->blank = false;
}

static void word_write(struct writer *writer, const char *word, size_t length)
{
	int width = 0;

	for (const char *at = word; at < word + length;)
		width += text_columns(text_next(&at, word + length));
	if (writer->columns && writer->blank && writer->at + 1 + width > writer->columns)
		line_end(writer);
	if (writer->blank)
		fputc(' ', writer->to);
	fwrite(word, 1, length, writer->to);
	writer->at += width + writer->blank;
	writer->blank = false;
}

/* Words may go on in the next span ("**lock**s"), so a whole block is one text first. */
static void words_write(struct writer *writer, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, " \n");
		if (length)
			word_write(writer, text, length);
		text += length;
		if (*text == '\n')
			line_end(writer);
		else if (*text == ' ')
			writer->blank = writer->at > writer->indent;
		text += *text != '\0';
	}
}

char *text_block_text(const struct text_block *block)
{
	size_t size = 1, at = 0;

	for (size_t i = 0; i < block->span_count; i++)
		size += strlen(block->spans[i].text);
	char *text = malloc(size);
	if (!text)
		abort();
	for (size_t i = 0; i < block->span_count; i++) {
		size_t length = strlen(block->spans[i].text);
		memcpy(text + at, block->spans[i].text, length);
		at += length;
	}
	text[at] = '\0';
	return text;
}

static void block_write(FILE *to, const struct text_block *block, int columns)
{
	struct writer writer = { .to = to, .columns = columns };
	char *text = text_block_text(block), mark[32] = "";

	if (block->kind == BLOCK_CODE) {
		for (const char *at = text; *at;) {
			size_t length = strcspn(at, "\n");
			if (length)
				fprintf(to, "    %.*s", (int)length, at);
			at += length;
			if (*at == '\n')
				fputc(*at++, to);
		}
	} else {
		if (block->kind == BLOCK_ITEM && block->number)
			snprintf(mark, sizeof mark, "%*s%d. ", 2 * block->level, "", block->number);
		else if (block->kind == BLOCK_ITEM)
			snprintf(mark, sizeof mark, "%*s- ", 2 * block->level, "");
		else if (block->kind == BLOCK_QUOTE)
			strcpy(mark, "  ");
		fputs(mark, to);
		writer.indent = writer.at = (int)strlen(mark);
		words_write(&writer, text);
	}
	fputc('\n', to);
	free(text);
}

char *document_text(const struct document *document, int columns)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		abort();
	for (size_t i = 0; i < document->count; i++) {
		const struct text_block *block = &document->blocks[i];
		if (i && !(block->kind == BLOCK_ITEM && block[-1].kind == BLOCK_ITEM))
			fputc('\n', to);
		block_write(to, block, columns);
	}
	if (fclose(to))
		abort();
	return text;
}
