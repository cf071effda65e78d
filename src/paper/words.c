/* words.c - the file is one document; an entry is the blocks between one heading of the second level and the next. */
#include "paper/words.h"

#include "paper/folder.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER_MAX 1024

/* The next letter or digit from *at on, in lower case; 0 at the end. */
static int letter_next(const char **at)
{
	while (**at && !isalnum((unsigned char)**at) && (unsigned char)**at < 0x80)
		++*at;
	return **at ? tolower((unsigned char)*(*at)++) : 0;
}

bool words_same(const char *a, const char *b)
{
	int one;
	do {
		one = letter_next(&a);
		if (one != letter_next(&b))
			return false;
	} while (one);
	return true;
}

/* "I/O bound" is io-bound: a blank becomes '-', any other sign goes. */
static void name_of(const char *title, char *to, size_t size)
{
	size_t length = 0;
	for (; *title && length + 1 < size; title++)
		if (isalnum((unsigned char)*title) || (unsigned char)*title >= 0x80)
			to[length++] = (char)tolower((unsigned char)*title);
		else if ((*title == ' ' || *title == '-') && length)
			to[length++] = '-';
	to[length] = '\0';
}

static void heading_take(const struct text_block *block, struct word *word)
{
	size_t used = 0;
	for (size_t i = 0; i < block->span_count && used < sizeof word->title; i++)
		used += (size_t)snprintf(word->title + used, sizeof word->title - used, "%s", block->spans[i].text);
	name_of(word->title, word->name, sizeof word->name);
	word->line = block->line;
}

static bool is_entry(const struct text_block *block)
{
	return block->kind == BLOCK_HEADING && block->level == 2;
}

static int split(struct words *words, struct error *error)
{
	size_t count = 0;
	for (size_t i = 0; i < words->all.count; i++)
		count += is_entry(&words->all.blocks[i]);
	words->words = calloc(count ? count : 1, sizeof *words->words);
	if (!words->words)
		return error_set(error, "memory is out");
	for (size_t i = 0; i < words->all.count; i++) {
		struct text_block *block = &words->all.blocks[i];
		if (is_entry(block)) {
			heading_take(block, &words->words[words->count]);
			words->words[words->count++].text.blocks = block + 1;
		} else if (words->count) {
			words->words[words->count - 1].text.count++;
		}
	}
	return 0;
}

int words_read(struct words *words, const char *data_dir, struct error *error)
{
	char folder[FOLDER_MAX], file[FOLDER_MAX + 16];
	size_t length;
	*words = (struct words){ 0 };
	snprintf(folder, sizeof folder, "%s/lessons/pages", data_dir);
	snprintf(file, sizeof file, "%s/words.md", folder);
	char *text = folder_read(folder, "words.md", MARKDOWN_BYTES_MAX, &length, error);
	if (!text)
		return -1;
	int result = markdown_read(&words->all, text, length, file, 1, error);
	free(text);
	if (result == 0)
		result = split(words, error);
	if (result)
		words_release(words);
	return result;
}

void words_release(struct words *words)
{
	document_release(&words->all);
	free(words->words);
	*words = (struct words){ 0 };
}

const struct word *words_find(const struct words *words, const char *name)
{
	if (!strncmp(name, "word:", 5))
		name += 5;
	for (size_t i = 0; i < words->count; i++)
		if (words_same(words->words[i].title, name))
			return &words->words[i];
	return NULL;
}

static int span_copy(struct text_span *to, const struct text_span *from)
{
	*to = (struct text_span){ .style = from->style, .text = strdup(from->text), .link = from->link ? strdup(from->link) : NULL };
	return to->text && (to->link || !from->link) ? 0 : -1;
}

static int block_copy(struct text_block *to, const struct text_block *from)
{
	*to = *from;
	to->span_count = 0;
	to->spans = calloc(from->span_count ? from->span_count : 1, sizeof *to->spans);
	if (!to->spans)
		return -1;
	for (; to->span_count < from->span_count; to->span_count++)
		if (span_copy(&to->spans[to->span_count], &from->spans[to->span_count])) {
			to->span_count++;
			return -1;
		}
	return 0;
}

int document_copy(struct document *to, const struct document *from)
{
	*to = (struct document){ .blocks = calloc(from->count ? from->count : 1, sizeof *to->blocks) };
	if (!to->blocks)
		return -1;
	for (; to->count < from->count; to->count++)
		if (block_copy(&to->blocks[to->count], &from->blocks[to->count])) {
			to->count++;
			document_release(to);
			return -1;
		}
	return 0;
}
