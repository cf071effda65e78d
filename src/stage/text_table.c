/* text_table.c - the texts of a run: names, labels and messages by their ids.
 *
 * Ids are found in two steps, page and place, so that ids that lie far apart cost a page each and not a table of millions.
 * The bytes lie in blocks that never move, so that a text once given out stays where it is. Texts are only ever
 * added, so that one table serves every copy of a stage. */
#include "stage/stage.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_TEXTS 1024u
#define PAGES ((1u << 24) / PAGE_TEXTS + 1)
#define BLOCK_BYTES 65536u

struct block {
	struct block *next;
	size_t used;
	char bytes[];
};

struct stage_text {
	const char **pages[PAGES];
	struct block *blocks; /* the newest first */
};

struct stage_text *stage_text_new(void)
{
	struct stage_text *text = calloc(1, sizeof *text);
	if (!text)
		abort();
	return text;
}

void stage_text_free(struct stage_text *text)
{
	if (!text)
		return;
	for (size_t i = 0; i < PAGES; i++)
		free(text->pages[i]);
	while (text->blocks) {
		struct block *next = text->blocks->next;
		free(text->blocks);
		text->blocks = next;
	}
	free(text);
}

static char *store(struct stage_text *text, const char *bytes, size_t length)
{
	struct block *block = text->blocks;
	if (!block || BLOCK_BYTES - block->used < length + 1) {
		block = malloc(sizeof *block + BLOCK_BYTES);
		if (!block)
			abort();
		*block = (struct block){.next = text->blocks};
		text->blocks = block;
	}
	char *to = block->bytes + block->used;
	memcpy(to, bytes, length);
	to[length] = '\0';
	block->used += length + 1;
	return to;
}

void stage_text_define(struct stage_text *text, uint32_t id, const char *bytes, size_t length)
{
	if (id == 0 || id / PAGE_TEXTS >= PAGES)
		return;
	const char ***page = &text->pages[id / PAGE_TEXTS];
	if (!*page)
		*page = calloc(PAGE_TEXTS, sizeof **page);
	if (!*page)
		abort();
	const char **place = &(*page)[id % PAGE_TEXTS];
	if (!*place)
		*place = store(text, bytes, length < BLOCK_BYTES / 4 ? length : BLOCK_BYTES / 4);
}

const char *stage_text_get(const struct stage_text *text, uint32_t id)
{
	if (id == 0)
		return "";
	if (!text || id / PAGE_TEXTS >= PAGES || !text->pages[id / PAGE_TEXTS])
		return "?";
	const char *found = text->pages[id / PAGE_TEXTS][id % PAGE_TEXTS];
	return found ? found : "?";
}

void stage_text_each(const struct stage_text *text, void (*visit)(void *data, uint32_t id, const char *text), void *data)
{
	for (uint32_t page = 0; page < PAGES; page++)
		for (uint32_t place = 0; text->pages[page] && place < PAGE_TEXTS; place++)
			if (text->pages[page][place])
				visit(data, page * PAGE_TEXTS + place, text->pages[page][place]);
}
