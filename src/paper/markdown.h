/* markdown.h - CommonMark into a document: blocks of styled text, ready to be laid out by whoever shows it.
 *
 * md4c reads it; here its callbacks become a tree of two levels. HTML, images and what has no place on a terminal is an error of the file, not a surprise on the
 * screen. All text is clean (trace/text.h). Knows no terminal. */
#ifndef LUNCHRUSH_PAPER_MARKDOWN_H
#define LUNCHRUSH_PAPER_MARKDOWN_H

#include "trace/error.h"

#include <stddef.h>

#define MARKDOWN_BYTES_MAX (256u << 10)

enum span_style { SPAN_PLAIN, SPAN_EMPHASIS, SPAN_STRONG, SPAN_CODE, SPAN_LINK };

/* A run of text in one style. A space or '\n' at its ends counts; '\n' is a hard break, or in code the end of a line. */
struct text_span {
	enum span_style style;
	char *text; /* clean, never empty; owned by the document */
	char *link; /* of a SPAN_LINK: what it leads to, "word:blocking"; owned; else NULL */
};

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_ITEM, BLOCK_CODE, BLOCK_QUOTE };

struct text_block {
	enum block_kind kind;
	int level;  /* of a heading 1 to 6; of an item its depth from 0 */
	int number; /* of an item its number; 0: it has a bullet */
	int line;   /* in the file, from 1 */
	struct text_span *spans; /* owned */
	size_t span_count;
};

struct document {
	struct text_block *blocks; /* owned */
	size_t count;
};

/* Read `length` bytes of CommonMark. `file` and `line` (of the first byte) begin the words of what is wrong: "FILE:LINE: …". On failure -1, and the document is empty. */
int markdown_read(struct document *document, const char *text, size_t length, const char *file, int line, struct error *error);
/* The same, going on after each mistake: `tell` gets "FILE:LINE: …" for each. -1 when there was one; the document then has what could be read, and is released as ever. */
typedef void markdown_tell(void *data, const char *message);
int markdown_read_telling(struct document *document, const char *text, size_t length, const char *file, int line, markdown_tell *tell, void *data);
void document_release(struct document *document);
void text_block_release(struct text_block *block);

/* The document as plain text for a voice or a pipe: paragraphs in `columns` columns (0: each on one line), items with "-" or their number, code indented by four. To be freed. */
char *document_text(const struct document *document, int columns);

/* One block's text without its styles, code with its lines; to be freed. */
char *text_block_text(const struct text_block *block);

/* Call `visit` for each link until it returns other than 0, which is returned. */
int document_links(const struct document *document, int (*visit)(void *data, const char *link, int line), void *data);

#endif
