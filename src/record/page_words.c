/* page_words.c - prose as HTML. */
#include "record/page.h"

#include <stdbool.h>
#include <string.h>

void page_escaped(const char *text, FILE *to)
{
	for (; *text; text++)
		switch (*text) {
		case '&': fputs("&amp;", to); break;
		case '<': fputs("&lt;", to); break;
		case '>': fputs("&gt;", to); break;
		case '"': fputs("&quot;", to); break;
		default: fputc(*text, to);
		}
}

static void span_put(const struct text_span *span, bool in_code, FILE *to)
{
	static const char *const tags[] = { [SPAN_PLAIN] = "", [SPAN_EMPHASIS] = "em", [SPAN_STRONG] = "strong", [SPAN_CODE] = "code", [SPAN_LINK] = "dfn" };
	const char *tag = in_code ? "" : tags[span->style];
	if (*tag)
		fprintf(to, "<%s>", tag);
	if (!in_code && !strcmp(span->text, "\n"))
		fputs("<br>", to);
	else
		page_escaped(span->text, to);
	if (*tag)
		fprintf(to, "</%s>", tag);
}

static void block_put(const struct text_block *block, FILE *to)
{
	static const char *const opens[] = { [BLOCK_PARAGRAPH] = "<p>", [BLOCK_HEADING] = "<h3>", [BLOCK_ITEM] = "<li>", [BLOCK_CODE] = "<pre><code>", [BLOCK_QUOTE] = "<blockquote>" };
	static const char *const closes[] = { [BLOCK_PARAGRAPH] = "</p>", [BLOCK_HEADING] = "</h3>", [BLOCK_ITEM] = "</li>", [BLOCK_CODE] = "</code></pre>", [BLOCK_QUOTE] = "</blockquote>" };
	fputs(opens[block->kind], to);
	for (size_t i = 0; i < block->span_count; i++)
		span_put(&block->spans[i], block->kind == BLOCK_CODE, to);
	fprintf(to, "%s\n", closes[block->kind]);
}

/* Items that follow one another are one list; of those with numbers each says its own. */
void page_document(const struct document *document, FILE *to)
{
	const char *list = NULL;
	for (size_t i = 0; i < document->count; i++) {
		const struct text_block *block = &document->blocks[i];
		const char *wanted = block->kind != BLOCK_ITEM ? NULL : block->number ? "ol" : "ul";
		if (list && (!wanted || strcmp(list, wanted))) {
			fprintf(to, "</%s>\n", list);
			list = NULL;
		}
		if (wanted && !list)
			fprintf(to, "<%s>\n", list = wanted);
		block_put(block, to);
	}
	if (list)
		fprintf(to, "</%s>\n", list);
}
