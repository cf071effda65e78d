/* page.h - a recording as one HTML file that needs nothing else: the player, the recording, its chapters, the words of its lesson.
 *
 * The page asks no network for anything, and its content security policy forbids it to: only the scripts and styles in the file, each named by its hash. Without the player's code it
 * shows the last screen instead, and the words. */
#ifndef LUNCHRUSH_RECORD_PAGE_H
#define LUNCHRUSH_RECORD_PAGE_H

#include "paper/markdown.h"
#include "record/film.h"

#include <stdio.h>

/* A piece of the words beside it. */
struct page_part {
	const char *title;
	const struct document *words;
	const char *question;  /* NULL none */
	double time_s;         /* where the recording comes to it; negative: nowhere */
};

struct page {
	const char *language;  /* of its words: "en" */
	const char *title;     /* clean */
	const char *about;     /* clean; "" none */
	struct film *film;
	const char *player_code, *player_style; /* the player's files, whole; NULL: they are not there */
	const struct page_part *parts;
	size_t part_count;
};

void page_write(const struct page *page, FILE *to);

/* A document as HTML: paragraphs, lists, code; links of lessons lead nowhere in a page and are words. */
void page_document(const struct document *document, FILE *to);
/* Text with & < > " as HTML has them. */
void page_escaped(const char *text, FILE *to);

#endif
