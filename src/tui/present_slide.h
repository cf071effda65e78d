/* present_slide.h - a document as a class reads it from the back of the room: its points, one at a time.
 *
 * A point is the first sentence of a paragraph, or of an item where the document has a list (then only the first paragraph leads in), or a short piece of code. Who
 * wants every word has `notes`, or the lesson itself. Knows no terminal. */
#ifndef LUNCHRUSH_TUI_PRESENT_SLIDE_H
#define LUNCHRUSH_TUI_PRESENT_SLIDE_H

#include "paper/markdown.h"

#include <stdbool.h>
#include <stddef.h>

#define SLIDE_POINTS_MAX 16
#define SLIDE_CODE_LINES 8

enum point_kind { POINT_SENTENCE, POINT_ITEM, POINT_CODE };

struct point {
	enum point_kind kind;
	int number;     /* of an item; 0: it has a bullet */
	char text[400]; /* one clean line; of code up to SLIDE_CODE_LINES lines */
};

struct slide {
	struct point points[SLIDE_POINTS_MAX];
	int count;
};

/* What does not find a place in SLIDE_POINTS_MAX is left out. */
void slide_read(struct slide *slide, const struct document *document);

/* How many bytes the first sentence of `text` takes, its full stop with it. */
size_t slide_sentence(const char *text);

#endif
