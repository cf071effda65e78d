/* words.h - the words of the field and what they mean: DATA/lessons/pages/words.md, an entry "## Blocking" each.
 *
 * A link "word:blocking" leads to an entry. How it is written there matters not: only letters and digits are compared, without their case, so word:io-bound is "I/O bound". */
#ifndef LUNCHRUSH_PAPER_WORDS_H
#define LUNCHRUSH_PAPER_WORDS_H

#include "paper/markdown.h"

#include <stdbool.h>

struct word {
	char title[64];       /* "I/O bound" */
	char name[64];        /* of a link: "io-bound" */
	struct document text; /* blocks of the whole document: not to be released by itself */
	int line;             /* of its heading */
};

struct words {
	struct word *words; /* as in the file; owned */
	size_t count;
	struct document all;
};

/* Read them. -1 with words, and `words` is empty. */
int words_read(struct words *words, const char *data_dir, struct error *error);
void words_release(struct words *words);

/* "blocking" or "word:blocking"; NULL none. */
const struct word *words_find(const struct words *words, const char *name);
/* A document of its own (to be released) with the blocks of another, for whoever outlives it. -1: memory is out. */
int document_copy(struct document *to, const struct document *from);
/* Whether two ways of writing mean the same word. */
bool words_same(const char *a, const char *b);

#endif
